package dev.meshwarden.webhook.admission;

import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Phase;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One entry that may be registered: what the API server may ask us about under its name, and what a call that fails means. What is
 * registered in fact is what the loaded policies match, cut to the row.
 *
 * @param failMode what the entry comes to once it has been proven to work
 * @param timeout after which the API server gives a call up
 * @param optIn whether somebody must ask for it
 */
public record EntryRow(
        String name,
        Phase phase,
        Entry.FailMode failMode,
        Duration timeout,
        Set<Operation> operations,
        List<Covered> covers,
        boolean optIn) {
    public EntryRow {
        operations = Collections.unmodifiableSet(new TreeSet<>(operations));
        covers = List.copyOf(covers);
    }

    /** As webhook configurations name the entry. */
    public String fullName() {
        return name + ".meshwarden.io";
    }

    /** Where it is called. */
    public String path() {
        return "/" + phase.text() + "/" + name;
    }

    /**
     * What the row covers of one API group.
     *
     * @param resources by kind
     * @param whole whether kinds that come later are covered too
     * @param except kinds that another row covers
     * @param subresources of the kinds written out, by which the API server takes a change of what is judged as well
     */
    public record Covered(
            String group,
            SortedMap<String, String> resources,
            boolean whole,
            Set<String> except,
            List<String> subresources) {
        /** All resources of a group, no subresources. */
        public static final String ALL = "*";

        public Covered {
            resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
            except = Set.copyOf(except);
            subresources = List.copyOf(subresources);
        }

        /** The resources that kinds of a policy's match come to here; a kind that is not known widens to all where the group counts whole. */
        public SortedSet<String> cut(List<String> kinds) {
            if (kinds.isEmpty() || kinds.contains("*")) {
                return whole ? new TreeSet<>(List.of(ALL)) : withSubresources(resources.values());
            }
            List<String> found = new ArrayList<>();
            for (String kind : kinds) {
                String resource = resources.get(kind);
                if (resource != null) {
                    found.add(resource);
                } else if (whole && !except.contains(kind)) {
                    found.add(ALL);
                }
            }
            return found.contains(ALL) ? new TreeSet<>(List.of(ALL)) : withSubresources(found);
        }

        private SortedSet<String> withSubresources(Collection<String> written) {
            SortedSet<String> all = new TreeSet<>(written);
            written.forEach(resource -> subresources.forEach(sub -> all.add(resource + "/" + sub)));
            return all;
        }
    }
}

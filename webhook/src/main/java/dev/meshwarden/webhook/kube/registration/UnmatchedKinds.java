package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.webhook.admission.EntryTable;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Kinds of Istio's that the cluster serves, that this version does not know and that no entry asks about: what Istio added since, which
 * would pass unseen. They are read from the API server's discovery, which every account may read.
 *
 * <p>Confined to one thread.
 */
final class UnmatchedKinds {
    private static final Logger LOG = LoggerFactory.getLogger(UnmatchedKinds.class);
    private static final String ISTIO = "istio.io";
    private static final Duration AFTER_TROUBLE = Duration.ofMinutes(1);

    private final KubernetesClient client;
    private final RegistrationReport report;
    private final Duration every;
    private final Set<String> ignored;
    private long dueAt = System.nanoTime();

    UnmatchedKinds(
            KubernetesClient client,
            RegistrationReport report,
            Duration every,
            Collection<String> ignored) {
        this.client = client;
        this.report = report;
        this.every = every;
        this.ignored = Set.copyOf(ignored);
    }

    /** A kind as the API server serves it. */
    record Served(String group, String resource) {
        /** The name of its definition. */
        String name() {
            return resource + "." + group;
        }
    }

    /** The next look comes with the next pass, as when a term begins. */
    void begin() {
        dueAt = System.nanoTime();
    }

    /** An API server that does not answer is asked again a minute later; the registration does not wait for it. */
    void lookIfDue(Situation situation) {
        if (situation.nanos() - dueAt < 0) {
            return;
        }
        Duration wait = every;
        try {
            report.unmatched(situation.now(), of(served(), situation.entries(), ignored));
        } catch (KubernetesClientException e) {
            LOG.info("which kinds the cluster serves is not known: {}", e.getMessage());
            wait = every.compareTo(AFTER_TROUBLE) < 0 ? every : AFTER_TROUBLE;
        }
        dueAt = System.nanoTime() + wait.toNanos();
    }

    /** Names of those that are neither known nor matched. */
    static SortedSet<String> of(
            Collection<Served> served, List<WantedEntry> entries, Set<String> ignored) {
        SortedSet<String> names = new TreeSet<>();
        for (Served kind : served) {
            if (!isKnown(kind) && !isMatched(kind, entries) && !ignored.contains(kind.name())) {
                names.add(kind.name());
            }
        }
        return names;
    }

    /** Whether policies may judge it or not is theirs to say. */
    private static boolean isKnown(Served kind) {
        return EntryTable.ROWS.stream()
                .flatMap(row -> row.covers().stream())
                .anyMatch(covered ->
                        covered.group().equals(kind.group())
                                && covered.resources().containsValue(kind.resource()));
    }

    private static boolean isMatched(Served kind, List<WantedEntry> entries) {
        return entries.stream()
                .flatMap(entry -> entry.calledFor().stream())
                .anyMatch(called ->
                        called.group().equals(kind.group())
                                && (called.resources().contains("*")
                                        || called.resources().contains(kind.resource())));
    }

    private Set<Served> served() {
        Set<Served> served = new LinkedHashSet<>();
        for (APIGroup group : client.getApiGroups().getGroups()) {
            if (!group.getName().equals(ISTIO) && !group.getName().endsWith("." + ISTIO)) {
                continue;
            }
            for (GroupVersionForDiscovery version : group.getVersions()) {
                APIResourceList all = client.getApiResources(version.getGroupVersion());
                for (APIResource resource :
                        all == null ? List.<APIResource>of() : all.getResources()) {
                    if (!resource.getName().contains("/")) { // a subresource
                        served.add(new Served(group.getName(), resource.getName()));
                    }
                }
            }
        }
        return served;
    }
}

package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.policy.decision.Decider;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Rules;
import dev.meshwarden.webhook.admission.EntryRow;
import dev.meshwarden.webhook.admission.EntryTable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which entries the policies in force need: groups, kinds and operations are what they match, cut to the rows of the table. */
public final class WantedEntries {
    private WantedEntries() {}

    /**
     * The entries, in the table's order. The canary's is always there.
     *
     * @param workloads whether the entry that must be asked for is
     */
    public static List<WantedEntry> of(Decider policies, boolean workloads) {
        List<WantedEntry> wanted = new ArrayList<>();
        for (EntryRow row : EntryTable.ROWS) {
            if (row.name().equals(EntryTable.CANARY)) {
                wanted.add(canary(row));
                continue;
            }
            List<CalledFor> calledFor =
                    row.optIn() && !workloads ? List.of() : calledFor(row, asked(row, policies));
            if (!calledFor.isEmpty()) {
                wanted.add(new WantedEntry(row, calledFor));
            }
        }
        return wanted;
    }

    private static WantedEntry canary(EntryRow row) {
        return new WantedEntry(
                row, List.of(new CalledFor("", row.operations(), List.of("configmaps"))));
    }

    /** The rules that the row's entry would put a review before. */
    private static List<RuleDoc> asked(EntryRow row, Decider policies) {
        boolean mutates = row.phase() == Phase.MUTATE;
        return policies.rules().all().stream()
                .map(Rules.Entry::doc)
                .filter(doc ->
                        mutates
                                ? policies.profile().mutations().contains(doc.id())
                                : policies.mayAct(doc.id()))
                .toList();
    }

    static List<CalledFor> calledFor(EntryRow row, List<RuleDoc> docs) {
        List<CalledFor> all = new ArrayList<>();
        for (String group : groups(row)) {
            SortedMap<String, Set<Operation>> byResource = new TreeMap<>();
            for (EntryRow.Covered covered : row.covers()) {
                if (covered.group().equals(group)) {
                    docs.forEach(doc -> add(byResource, covered, doc, row.operations()));
                }
            }
            all.addAll(rules(group, byResource));
        }
        return all;
    }

    private static Set<String> groups(EntryRow row) {
        var groups = new java.util.LinkedHashSet<String>();
        row.covers().forEach(covered -> groups.add(covered.group()));
        return groups;
    }

    private static void add(
            Map<String, Set<Operation>> byResource,
            EntryRow.Covered covered,
            RuleDoc doc,
            Set<Operation> most) {
        Set<Operation> operations = new TreeSet<>(doc.operations());
        operations.retainAll(most);
        for (RuleDoc.KindMatch match : doc.kinds()) {
            if (match.apiGroups().isEmpty()
                    || match.apiGroups().contains("*")
                    || match.apiGroups().contains(covered.group())) {
                covered.cut(match.kinds())
                        .forEach(resource ->
                                byResource
                                        .computeIfAbsent(
                                                resource, _ -> EnumSet.noneOf(Operation.class))
                                        .addAll(operations));
            }
        }
    }

    /** One rule for each set of operations; what all resources are called for is not said again. */
    private static List<CalledFor> rules(String group, Map<String, Set<Operation>> byResource) {
        Set<Operation> ofAll = byResource.getOrDefault(EntryRow.Covered.ALL, Set.of());
        Map<String, List<String>> byOperations = new TreeMap<>();
        Map<String, Set<Operation>> operationsOf = new TreeMap<>();
        byResource.forEach((resource, operations) -> {
            Set<Operation> left = new TreeSet<>(operations);
            if (!resource.equals(EntryRow.Covered.ALL)) {
                left.removeAll(ofAll);
            }
            if (!left.isEmpty()) {
                String key = left.toString();
                operationsOf.put(key, left);
                byOperations.computeIfAbsent(key, _ -> new ArrayList<>()).add(resource);
            }
        });
        List<CalledFor> rules = new ArrayList<>();
        byOperations.forEach((key, resources) -> {
            var operations = operationsOf.getOrDefault(key, Set.of());
            if (resources.remove(
                    EntryRow.Covered.ALL)) { // `*` swallows those with the same operations
                rules.add(new CalledFor(group, operations, List.of(EntryRow.Covered.ALL)));
            }
            if (!resources.isEmpty()) {
                rules.add(new CalledFor(group, operations, resources));
            }
        });
        return rules;
    }
}

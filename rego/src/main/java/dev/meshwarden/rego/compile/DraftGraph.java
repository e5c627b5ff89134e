package dev.meshwarden.rego.compile;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which rule may read which, while compiling. Threading: confined to one compilation. */
final class DraftGraph {
    private final Map<RuleDraft, Set<RuleDraft>> reads = new LinkedHashMap<>();
    private final Map<RuleDraft, Map<RuleDraft, DynamicRead>> dynamic = new HashMap<>();

    void add(RuleDraft reader) {
        reads.computeIfAbsent(reader, _ -> new LinkedHashSet<>());
    }

    void add(RuleDraft reader, RuleDraft read) {
        reads.computeIfAbsent(reader, _ -> new LinkedHashSet<>()).add(read);
        add(read);
    }

    /** Notes that a rule reads another only if variables hold the right thing; of several such references the first counts. */
    void addDynamic(RuleDraft reader, RuleDraft read, DynamicRead through) {
        dynamic.computeIfAbsent(reader, _ -> new HashMap<>()).putIfAbsent(read, through);
    }

    /** The reference through which a rule only may read another; null when it surely does, or does not at all. */
    @Nullable DynamicRead dynamic(RuleDraft reader, RuleDraft read) {
        return dynamic.getOrDefault(reader, Map.of()).get(read);
    }

    /** In the order in which they were found. */
    Set<RuleDraft> readBy(RuleDraft rule) {
        return reads.getOrDefault(rule, Set.of());
    }

    Set<RuleDraft> rules() {
        return reads.keySet();
    }

    /** All rules, each behind the rules it reads; there must be no cycle. */
    List<RuleDraft> sorted() {
        var sorted = new ArrayList<RuleDraft>();
        var seen = new LinkedHashSet<RuleDraft>();
        var byPlace = new ArrayList<>(reads.keySet());
        byPlace.sort((a, b) -> a.at().compareTo(b.at()));
        for (RuleDraft rule : byPlace) {
            visit(rule, seen, sorted);
        }
        return sorted;
    }

    /** Without recursion: chains of rules may be long. */
    private void visit(RuleDraft start, Set<RuleDraft> seen, List<RuleDraft> sorted) {
        var stack = new ArrayList<Step>();
        if (seen.add(start)) {
            stack.add(new Step(start, new ArrayList<>(readBy(start))));
        }
        while (!stack.isEmpty()) {
            Step top = stack.getLast();
            if (top.left.isEmpty()) {
                stack.removeLast();
                sorted.add(top.rule);
            } else {
                RuleDraft next = top.left.removeFirst();
                if (seen.add(next)) {
                    stack.add(new Step(next, new ArrayList<>(readBy(next))));
                }
            }
        }
    }

    private record Step(RuleDraft rule, List<RuleDraft> left) {}
}

package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.diagnostic.Code;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses rules that read themselves, over whatever others. After {@link BuildGraph}; before types are worked out, which goes from rule to rule. */
final class CheckRecursion implements Stage {
    @Override
    public void run(Draft draft) {
        if (!hasCycle(draft.graph)) {
            return;
        }
        for (RuleDraft rule : draft.tree.allRules()) {
            rule.branches(branch -> {
                List<RuleDraft> path = cycle(draft.graph, branch);
                if (!path.isEmpty()) {
                    report(draft, branch, path);
                }
            });
        }
    }

    private static void report(Draft draft, RuleDraft rule, List<RuleDraft> path) {
        var text = new StringBuilder();
        for (RuleDraft step : path) {
            text.append(text.isEmpty() ? "" : " -> ")
                    .append(written(step.path(), draft.originalNames));
        }
        draft.problems.stop(
                Code.RECURSION,
                rule.at,
                "rule " + written(rule.path(), draft.originalNames) + " is recursive: " + text);
    }

    /** A reference with the names its author used. */
    static Ref written(Ref ref, Map<String, String> names) {
        var path = new ArrayList<Term>(ref.path());
        path.replaceAll(part ->
                part instanceof Var(var name, var at) && names.containsKey(name)
                        ? new Var(names.get(name), at)
                        : part);
        return ref.withPath(path);
    }

    /** From the rule back to it; empty when there is no way. Without recursion: chains of rules may be long. */
    private static List<RuleDraft> cycle(DraftGraph graph, RuleDraft start) {
        var seen = new HashSet<RuleDraft>();
        var way = new ArrayList<RuleDraft>();
        var left = new ArrayList<Iterator<RuleDraft>>();
        seen.add(start);
        way.add(start);
        left.add(graph.readBy(start).iterator());
        while (!way.isEmpty()) {
            if (!left.getLast().hasNext()) {
                way.removeLast();
                left.removeLast();
                continue;
            }
            RuleDraft next = left.getLast().next();
            if (next == start) {
                way.add(start);
                return way;
            }
            if (seen.add(next)) {
                way.add(next);
                left.add(graph.readBy(next).iterator());
            }
        }
        return List.of();
    }

    /** Takes away rules that read no rule that is left; what remains lies on cycles or leads to one. */
    private static boolean hasCycle(DraftGraph graph) {
        Map<RuleDraft, Integer> open = new HashMap<>();
        Map<RuleDraft, List<RuleDraft>> readers = new HashMap<>();
        var free = new ArrayList<RuleDraft>();
        for (RuleDraft rule : graph.rules()) {
            Set<RuleDraft> reads = graph.readBy(rule);
            open.put(rule, reads.size());
            reads.forEach(r -> readers.computeIfAbsent(r, _ -> new ArrayList<>()).add(rule));
            if (reads.isEmpty()) {
                free.add(rule);
            }
        }
        int done = 0;
        while (!free.isEmpty()) {
            RuleDraft rule = free.removeLast();
            done++;
            for (RuleDraft reader : readers.getOrDefault(rule, Collections.emptyList())) {
                if (open.merge(reader, -1, Integer::sum) == 0) {
                    free.add(reader);
                }
            }
        }
        return done < open.size();
    }
}

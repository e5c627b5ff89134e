package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.diagnostic.Code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
            if (!draft.problems.isFull()) {
                rule.branches(branch -> check(draft, branch));
            }
        }
    }

    private static void check(Draft draft, RuleDraft rule) {
        List<RuleDraft> path = cycle(draft.graph, rule, true);
        if (!path.isEmpty()) {
            report(draft, rule, " is recursive: ", path, "");
            return;
        }
        path = cycle(draft.graph, rule, false);
        for (int i = 1; i < path.size(); i++) {
            DynamicRead read = draft.graph.dynamic(path.get(i - 1), path.get(i));
            if (read != null) {
                String cause =
                        new RecursionCause(draft.originalNames, draft.functions())
                                .of(read, path.get(i - 1), path.get(i), i == 1);
                report(draft, rule, " may be recursive: ", path, cause);
                return;
            }
        }
    }

    private static void report(
            Draft draft, RuleDraft rule, String claim, List<RuleDraft> path, String cause) {
        var text = new StringBuilder();
        for (RuleDraft step : path) {
            text.append(text.isEmpty() ? "" : " -> ")
                    .append(written(step.path(), draft.originalNames));
        }
        draft.problems.stop(
                Code.RECURSION,
                rule.at,
                "rule " + written(rule.path(), draft.originalNames) + claim + text + cause);
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

    /** The shortest way from the rule back to it; empty when there is none. */
    private static List<RuleDraft> cycle(DraftGraph graph, RuleDraft start, boolean surely) {
        var from = new HashMap<RuleDraft, RuleDraft>();
        var open = new ArrayDeque<RuleDraft>();
        open.add(start);
        while (!open.isEmpty()) {
            RuleDraft reader = open.remove();
            for (RuleDraft read : graph.readBy(reader)) {
                if (surely && graph.dynamic(reader, read) != null) {
                    continue;
                }
                if (read == start) {
                    var path = new ArrayList<RuleDraft>(List.of(start));
                    for (RuleDraft step = reader; step != start; step = from.get(step)) {
                        path.add(step);
                    }
                    path.add(start);
                    return path.reversed();
                }
                if (!from.containsKey(read)) {
                    from.put(read, reader);
                    open.add(read);
                }
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

package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.value.Str;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks the types of all rules. After {@link CheckRecursion}, since it goes from rule to those that read it, and after {@link RewriteDynamicTerms}, since it wants
 * one step an expression. Its faults leave the modules fit for the stages to come.
 */
final class CheckTypes implements Stage {
    @Override
    public void run(Draft draft) {
        var dependents = new Dependents(draft);
        var check =
                new TypeCheck(
                        draft.settings.builtins(),
                        dependents::of,
                        new WrittenNames(draft.originalNames, draft.names.standIns()));
        TypeEnv env = TypeEnv.outermost(check);
        var faults = new ArrayList<Diagnostic>();
        for (RuleDraft rule : draft.graph.sorted()) {
            faults.addAll(check.rule(env, rule.path(), rule.head, rule.body));
        }
        // An expression that was taken apart says the same of its modifiers in each part.
        faults.stream().sorted(Diagnostic.ORDER).distinct().forEach(draft.problems::goOn);
    }

    /** The rules a reference may lead to, with all that read them. */
    private static final class Dependents {
        private final Draft draft;
        private final Map<RuleDraft, List<RuleDraft>> readers = new HashMap<>();

        Dependents(Draft draft) {
            this.draft = draft;
            for (RuleDraft reader : draft.graph.rules()) {
                for (RuleDraft read : draft.graph.readBy(reader)) {
                    readers.computeIfAbsent(read, _ -> new ArrayList<>()).add(reader);
                }
            }
        }

        List<Ref> of(Ref target) {
            var reached = new LinkedHashSet<RuleDraft>();
            if (target.head() instanceof Var(var name, _)) {
                var root = draft.tree.children().get(Str.of(name));
                if (root != null) {
                    collect(root, target.path(), 0, reached);
                }
            }
            var waiting = new ArrayList<>(reached);
            while (!waiting.isEmpty()) {
                for (RuleDraft reader : readers.getOrDefault(waiting.removeLast(), List.of())) {
                    if (reached.add(reader)) {
                        waiting.add(reader);
                    }
                }
            }
            return reached.stream().map(r -> r.path().groundPrefix()).toList();
        }

        private static void collect(
                RuleTree<RuleDraft> node, List<Term> path, int at, Set<RuleDraft> found) {
            if (at > 0) {
                found.addAll(node.rules());
            }
            if (at == path.size()) {
                found.addAll(node.allRules());
            } else if (path.get(at) instanceof Scalar part) {
                RuleTree<RuleDraft> child = node.child(part);
                if (child != null) {
                    collect(child, path, at + 1, found);
                }
            } else {
                node.children().values().forEach(c -> collect(c, path, at + 1, found));
            }
        }
    }
}

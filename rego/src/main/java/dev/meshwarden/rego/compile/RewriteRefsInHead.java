package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Head;
import dev.meshwarden.rego.ast.Term;

import java.util.ArrayList;
import java.util.List;

/**
 * Moves what has to be evaluated out of a head into its body: {@code p contains input.x if …} becomes {@code p contains local if …; local = input.x}. After
 * {@link RewriteExprTerms} and {@link RewriteComprehensionTerms}; before {@link CheckSafetyRuleHeads}, which asks only for variables.
 */
final class RewriteRefsInHead implements Stage {
    @Override
    public void run(Draft draft) {
        for (ModuleDraft module : draft.modules) {
            module.eachBranch(rule -> rewrite(rule, draft.names));
        }
    }

    private static void rewrite(RuleDraft rule, LocalNames names) {
        var moved = new ArrayList<Expr>();
        Head head = rule.head;
        Term yielded = move(head.yields().term(), names, moved);
        rule.head =
                head.withYieldTerm(yielded)
                        .withArgs(TreeChange.each(head.args(), a -> move(a, names, moved)));
        rule.body = Bodies.append(rule.body, moved);
    }

    private static Term move(Term term, LocalNames names, List<Expr> moved) {
        if (!Walk.needsEvaluation(term)) {
            return term;
        }
        LocalNames.Lifted lift = names.lift(term, List.of());
        moved.add(lift.expr());
        return lift.local();
    }
}

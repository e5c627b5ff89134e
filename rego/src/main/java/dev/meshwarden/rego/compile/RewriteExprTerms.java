package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Head;

import java.util.ArrayList;

/**
 * Takes calls out of terms, in heads and bodies: see {@link TermLifter}. After {@link RewriteLocalVars} and {@link RewritePrintCalls}; before {@link CheckSafetyRuleBodies}, which looks at calls as
 * expressions with outputs.
 */
final class RewriteExprTerms implements Stage {
    @Override
    public void run(Draft draft) {
        var lifter = new TermLifter(draft.names);
        for (ModuleDraft module : draft.modules) {
            module.eachBranch(rule -> rewrite(rule, lifter));
        }
    }

    private static void rewrite(RuleDraft rule, TermLifter lifter) {
        var lifted = new ArrayList<Expr>();
        Head head = rule.head;
        rule.head =
                head.withArgs(TreeChange.each(head.args(), a -> lifter.term(a, lifted)))
                        .withYieldTerm(lifter.term(head.yields().term(), lifted));
        rule.body = lifter.body(Bodies.append(rule.body, lifted));
    }
}

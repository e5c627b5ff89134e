package dev.meshwarden.rego.compile;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Rewrites or erases print statements: see {@link PrintCalls}. After {@link CheckVoidCalls}, and before {@link RewriteExprTerms}, which would move operands out in front of the
 * statement and let an undefined one stop the body.
 */
final class RewritePrintCalls implements Stage {
    @Override
    public void run(Draft draft) {
        for (ModuleDraft module : draft.modules) {
            module.eachBranch(rule -> rewrite(draft, rule));
        }
    }

    private static void rewrite(Draft draft, RuleDraft rule) {
        if (!Walk.any(rule.body, RewritePrintCalls::isPrint)
                && !Walk.any(rule.head, RewritePrintCalls::isPrint)) {
            return;
        }
        Set<String> outer = new LinkedHashSet<>(Vars.ROOTS);
        outer.addAll(Vars.ofAll(rule.head.args(), Set.of()));
        TreeChange change =
                draft.settings.keepsPrint()
                        ? new PrintCalls(
                                        draft.names,
                                        draft.functions(),
                                        draft.originalNames,
                                        draft.problems)
                                .over(outer)
                        : new PrintCalls.Eraser();
        rule.head =
                rule.head
                        .withArgs(TreeChange.each(rule.head.args(), change::term))
                        .withYieldTerm(change.term(rule.head.yields().term()));
        rule.body = change.body(rule.body);
    }

    private static boolean isPrint(dev.meshwarden.rego.ast.Node node) {
        return node instanceof dev.meshwarden.rego.ast.Expr expr && PrintCalls.isPrint(expr);
    }
}

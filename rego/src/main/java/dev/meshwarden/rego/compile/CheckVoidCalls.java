package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Node;
import dev.meshwarden.rego.diagnostic.Code;

/**
 * Refuses calls without a value, {@code print} alone, where a value is wanted. Before {@link RewritePrintCalls}, which would take such a call for a statement, and before
 * {@link RewriteExprTerms}, after which no call stands inside a term.
 */
final class CheckVoidCalls implements Stage {
    @Override
    public void run(Draft draft) {
        for (ModuleDraft module : draft.modules) {
            module.eachBranch(rule -> {
                check(rule.head, draft.problems);
                check(rule.body, draft.problems);
            });
        }
    }

    static void check(Node root, Problems problems) {
        Walk.over(
                root,
                node -> {
                    if (node instanceof Call call && Functions.isVoid(call.name())) {
                        problems.stop(Code.TYPE, call.at(), call + " used as value");
                    }
                    return true;
                });
    }
}

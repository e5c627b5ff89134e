package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.diagnostic.Code;

/** Refuses calls of builtins that the settings forbid. After {@link RewriteExprTerms}, when every call is an expression. */
final class CheckForbiddenBuiltins implements Stage {
    @Override
    public void run(Draft draft) {
        Functions functions = draft.functions();
        for (ModuleDraft module : draft.modules) {
            module.eachBranch(rule -> check(rule.body, functions, draft.problems));
        }
    }

    static void check(Body body, Functions functions, Problems problems) {
        Walk.over(
                body,
                node -> {
                    if (node instanceof Expr expr
                            && expr.form() instanceof Form.CallForm call
                            && functions.isForbidden(call.name())) {
                        problems.goOn(
                                Code.TYPE,
                                expr.at(),
                                "unsafe built-in function calls in expression: " + call.name());
                    }
                    return true;
                });
    }
}

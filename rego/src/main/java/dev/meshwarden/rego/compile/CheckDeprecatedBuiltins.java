package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.diagnostic.Code;

/** Refuses calls of deprecated builtins; in modules of v0 only when strict. After {@link RewriteExprTerms}, when every call is an expression. */
final class CheckDeprecatedBuiltins implements Stage {
    @Override
    public void run(Draft draft) {
        Functions functions = draft.functions();
        for (ModuleDraft module : draft.modules) {
            if (draft.checksAsV1(module)) {
                module.eachBranch(rule -> check(rule.body, functions, draft.problems));
            }
        }
    }

    static void check(Body body, Functions functions, Problems problems) {
        Walk.over(
                body,
                node -> {
                    if (node instanceof Expr expr && expr.form() instanceof Form.CallForm call) {
                        Builtin builtin = functions.builtin(call.name());
                        if (builtin != null && builtin.trait() == Builtin.Trait.DEPRECATED) {
                            problems.goOn(
                                    Code.TYPE,
                                    expr.at(),
                                    "deprecated built-in function calls in expression: "
                                            + call.name());
                        }
                    }
                    return true;
                });
    }
}

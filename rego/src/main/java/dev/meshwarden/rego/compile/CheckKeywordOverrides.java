package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Node;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.diagnostic.Code;

import java.util.function.Predicate;

/**
 * Refuses {@code input} and {@code data} as names of rules, arguments and assigned variables; in modules of v0 only when strict. Before
 * {@link RewriteLocalVars}, which takes the names away.
 */
final class CheckKeywordOverrides implements Stage {
    @Override
    public void run(Draft draft) {
        for (ModuleDraft module : draft.modules) {
            if (draft.checksAsV1(module)) {
                module.rules.forEach(rule -> head(rule, draft.problems));
                module.eachBranch(rule -> {
                    Walk.over(rule.head, assignments(draft.problems));
                    check(rule.body, draft.problems);
                });
            }
        }
    }

    /** The assignments of a body. */
    static void check(Body body, Problems problems) {
        Walk.over(body, assignments(problems));
    }

    private static void head(RuleDraft rule, Problems problems) {
        String name = rule.head.name();
        if (Vars.ROOTS.contains(name)) {
            problems.goOn(
                    Code.COMPILE,
                    rule.at,
                    "rules must not shadow " + name + " (use a different rule name)");
        }
        for (Term argument : rule.head.args()) {
            if (argument instanceof Ref ref && (ref.isName("data") || ref.isName("input"))) {
                problems.goOn(
                        Code.COMPILE,
                        argument.at(),
                        "args must not shadow " + ref + " (use a different variable name)");
            }
        }
    }

    private static Predicate<Node> assignments(Problems problems) {
        return node -> {
            if (node instanceof Expr expr
                    && expr.form() instanceof Form.CallForm call
                    && call.isAssignment()
                    && !call.args().isEmpty()) {
                String name =
                        switch (call.args().getFirst()) {
                            case Var var -> var.name();
                            case Ref ref when ref.path().isEmpty() -> ref.name();
                            default -> "";
                        };
                if (Vars.ROOTS.contains(name)) {
                    problems.goOn(
                            Code.COMPILE,
                            expr.at(),
                            "variables must not shadow "
                                    + name
                                    + " (use a different variable name)");
                }
            }
            return true;
        };
    }
}

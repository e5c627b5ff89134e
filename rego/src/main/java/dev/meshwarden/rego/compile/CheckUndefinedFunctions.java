package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.source.Location;

import java.util.Map;

/**
 * Refuses calls of what is no function, and calls with too few or too many arguments. After {@link CheckRuleConflicts}, so that all rules of a name take the same
 * number; before the safety checks, to which an unknown function would look like one without outputs.
 */
final class CheckUndefinedFunctions implements Stage {
    @Override
    public void run(Draft draft) {
        Functions functions = draft.functions();
        for (ModuleDraft module : draft.modules) {
            module.eachBranch(
                    rule -> check(rule.body, functions, draft.originalNames, draft.problems));
        }
    }

    static void check(
            Body body, Functions functions, Map<String, String> names, Problems problems) {
        Walk.over(
                body,
                node ->
                        !(node instanceof Expr expr
                                && expr.form() instanceof Form.CallForm call
                                && !isRight(expr, call, functions, names, problems)));
    }

    private static boolean isRight(
            Expr expr,
            Form.CallForm call,
            Functions functions,
            Map<String, String> names,
            Problems problems) {
        if (Unifying.isAssigned(call)) {
            return true;
        }
        int given = call.args().size();
        int arity = functions.arity(call.operator());
        String name = written(call.operator(), names);
        if (arity < 0) {
            problems.stop(Code.TYPE, expr.at(), "undefined function " + name);
            return false;
        }
        boolean hasOutput = expr.generated() && !call.isEquality();
        if (given == arity + 1 || given == arity && !hasOutput) {
            return true;
        }
        mismatch(
                expr.at(),
                name,
                arity,
                hasOutput ? given - 1 : given,
                functions.isBuiltin(call.name()),
                problems);
        return false;
    }

    private static void mismatch(
            Location at, String name, int arity, int given, boolean builtin, Problems problems) {
        problems.stop(
                Code.TYPE,
                at,
                builtin
                        ? name + ": arity mismatch"
                        : "function "
                                + name
                                + " has arity "
                                + arity
                                + ", got "
                                + given
                                + (given == 1 ? " argument" : " arguments"));
    }

    private static String written(Ref operator, Map<String, String> names) {
        String original = names.get(operator.name());
        return (original == null
                        ? operator
                        : new Ref(new Var(original, operator.at()), operator.path(), operator.at()))
                .toString();
    }
}

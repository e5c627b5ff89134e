package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.ast.With;
import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.source.Location;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/**
 * Checks what {@code with} replaces, and moves a value that has to be evaluated in front of its expression; a function that stands in for another stays where it
 * is. Threading: confined to one compilation.
 */
final class WithRewriter extends TreeChange {
    private static final Set<String> IRREPLACEABLE =
            Set.of("eq", "rego.metadata.chain", "rego.metadata.rule");

    private final LocalNames names;
    private final Functions functions;
    private final Problems problems;

    WithRewriter(LocalNames names, Functions functions, Problems problems) {
        this.names = names;
        this.functions = functions;
        this.problems = problems;
    }

    @Override
    Body body(Body body) {
        var exprs = new ArrayList<Expr>(body.size());
        // what was lifted out of an expression carries the same modifiers: their values are moved
        // once
        var moved = new HashMap<With, With>();
        for (Expr expr : body) {
            var with = new ArrayList<With>(expr.with().size());
            for (With modifier : expr.with()) {
                With done = moved.get(modifier);
                if (done == null) {
                    done = rewrite(modifier, exprs);
                    moved.put(modifier, done);
                }
                with.add(done);
            }
            exprs.add(expr(expr.withModifiers(with)));
        }
        return new Body(exprs);
    }

    private With rewrite(With with, List<Expr> out) {
        Term value =
                with.value() instanceof Var var && functions.isBuiltin(var.name())
                        ? Ref.of(var.name(), var.at())
                        : with.value();
        With checked = new With(with.target(), value, with.at());
        if (!isEvaluated(checked)) {
            return checked;
        }
        LocalNames.Lifted lift = names.lift(value, List.of());
        out.add(lift.expr());
        return new With(with.target(), lift.local(), with.at());
    }

    /** Whether the value is one to evaluate, not a function to put in place of another; faults are reported. */
    private boolean isEvaluated(With with) {
        Ref target = with.target();
        Location at = target.at();
        boolean isBuiltin = isBuiltin(target);
        switch (target.name()) {
            case "data" -> {
                if (isPartOfRule(target)) {
                    problems.stop(
                            Code.COMPILE,
                            at,
                            "with keyword cannot partially replace virtual document(s)");
                    return false;
                }
                if (functions.isFunctionOfPolicy(target) && isFunctionValue(with.value())
                        || with.value() instanceof Ref value
                                && functions.isFunctionOfPolicy(value)) {
                    return false;
                }
            }
            case "input" -> {}
            default -> {
                if (!isBuiltin) {
                    problems.stop(
                            Code.TYPE,
                            at,
                            "with keyword target must reference existing input, data, or a"
                                    + " function");
                    return false;
                }
                String refusal = refusal(target);
                if (!refusal.isEmpty()) {
                    problems.stop(
                            Code.COMPILE,
                            at,
                            "with keyword replacing built-in function: " + refusal);
                    return false;
                }
                if (isFunctionValue(with.value())) {
                    return false;
                }
            }
        }
        return Walk.needsEvaluation(with.value());
    }

    private String refusal(Ref target) {
        String name = target.dotted();
        Builtin builtin = functions.builtin(name);
        if (IRREPLACEABLE.contains(name)) {
            return "replacement of \"" + name + "\" invalid";
        }
        if (target.name().equals("internal")) {
            return "replacement of internal function \"" + name + "\" invalid";
        }
        if (builtin != null && builtin.trait() == Builtin.Trait.RELATION) {
            return "target must not be a relation";
        }
        return Functions.isVoid(name) ? "target must not be a void function" : "";
    }

    /** Whether it reaches below a rule. */
    private boolean isPartOfRule(Ref target) {
        RuleTree<? extends RuleShape> node = functions.tree.root(target);
        for (int i = 0; node != null && i < target.path().size() - 1; i++) {
            node = node.child(target.path().get(i));
            if (node != null && !node.rules().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private boolean isFunctionValue(Term value) {
        return value instanceof Ref ref && (functions.tree.find(ref) != null || isBuiltin(ref));
    }

    private boolean isBuiltin(Ref ref) {
        String name = ref.dotted();
        if (functions.isForbidden(name)) {
            problems.stop(
                    Code.COMPILE,
                    ref.at(),
                    "with keyword replacing built-in function: target must not be unsafe: \""
                            + name
                            + "\"");
            return false;
        }
        return functions.isBuiltin(name);
    }
}

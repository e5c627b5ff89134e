package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.source.Location;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes each {@code print} a call of {@code internal.print} that takes its operands as sets of at most one member, so that an undefined operand does not stop the
 * body. An operand may use only what stands above it. Threading: confined to one compilation.
 */
final class PrintCalls {
    private final LocalNames names;
    private final Functions functions;
    private final Map<String, String> originalNames;
    private final Problems problems;

    PrintCalls(
            LocalNames names,
            Functions functions,
            Map<String, String> originalNames,
            Problems problems) {
        this.names = names;
        this.functions = functions;
        this.originalNames = originalNames;
        this.problems = problems;
    }

    static boolean isPrint(Expr expr) {
        return expr.form() instanceof Form.CallForm call && call.operator().isName("print");
    }

    /** A tree in which every body goes through {@link #rewrite}. */
    TreeChange over(Set<String> outer) {
        return new Nested(outer);
    }

    /**
     * @param outer variables that have a value around
     */
    Body rewrite(Body body, Set<String> outer) {
        var exprs = new ArrayList<Expr>(body.exprs());
        int faults = problems.count();
        for (int i = 0; i < exprs.size(); i++) {
            Expr expr = exprs.get(i);
            if (Walk.any(expr, Body.class::isInstance)) {
                Set<String> safe = OutputVars.of(exprs.subList(0, i), functions, outer);
                safe.addAll(outer);
                exprs.set(i, new Nested(safe).expr(expr));
            }
        }
        for (int i = 0; i < exprs.size() && problems.count() == faults; i++) {
            if (isPrint(exprs.get(i))) {
                exprs.set(i, print(exprs.get(i), exprs.subList(0, i), outer));
            }
        }
        return new Body(exprs);
    }

    private Expr print(Expr expr, List<Expr> above, Set<String> outer) {
        Location at = expr.at();
        Set<String> safe = OutputVars.of(above, functions, outer);
        safe.addAll(outer);
        for (String name : Vars.ofAll(above, Set.of())) {
            if (LocalNames.isGenerated(name)) {
                safe.add(name);
            }
        }
        var operands = new ArrayList<Term>();
        for (Term arg : ((Form.CallForm) expr.form()).args()) {
            for (String name : Vars.sorted(Vars.minus(Vars.of(arg, Vars.SAFETY), safe))) {
                problems.stop(
                        Code.COMPILE,
                        arg.at(),
                        "var " + LocalNames.shown(name, originalNames) + " is undeclared");
            }
            Var local = names.local(arg.at());
            operands.add(
                    new SetComp(
                            local,
                            Body.of(Expr.of(Unifying.eq(local, arg, arg.at()), arg.at())),
                            arg.at()));
        }
        var operator = new Ref(new Var("internal", at), List.of(Scalar.string("print", at)), at);
        return Expr.of(new Form.CallForm(operator, List.of(new ArrayTerm(operands, at)), at), at);
    }

    /** Closures inside an expression: they may use what stands above it. */
    private final class Nested extends TreeChange {
        private final Set<String> safe;

        Nested(Set<String> safe) {
            this.safe = new LinkedHashSet<>(safe);
        }

        @Override
        Body body(Body body) {
            return rewrite(body, safe);
        }

        @Override
        Form form(Form form) {
            if (form instanceof Form.Every every) {
                safe.add(every.value().name());
                if (every.key() != null) {
                    safe.add(every.key().name());
                }
            }
            return super.form(form);
        }
    }

    /** Takes print calls out of every body; one that consists of nothing else becomes {@code true}. */
    static final class Eraser extends TreeChange {
        @Override
        Body body(Body body) {
            var kept = new ArrayList<Expr>(body.size());
            for (Expr expr : body) {
                if (!isPrint(expr)) {
                    kept.add(expr(expr));
                }
            }
            if (kept.isEmpty()) {
                kept.add(
                        Expr.of(
                                new Form.TermForm(Scalar.TRUE.at(body.at()), body.at()),
                                body.at()));
            }
            return new Body(kept);
        }
    }
}

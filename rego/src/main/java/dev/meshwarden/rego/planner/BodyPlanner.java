package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.plan.Operand;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Plans bodies: what is written after one is reached once for each of its solutions. */
final class BodyPlanner {
    private final FunctionPlan plan;

    BodyPlanner(FunctionPlan plan) {
        this.plan = plan;
    }

    void body(Body body) {
        for (Expr expr : body) {
            expr(expr);
        }
    }

    private void expr(Expr expr) {
        Operand value = value(expr);
        if (value != null) {
            plan.calls.test(value, expr.at());
        }
    }

    /** As an expression, but what its value is has not been tested yet; null when it has, or when there is none. */
    @Nullable Operand value(Expr expr) {
        if (expr.with().isEmpty()) {
            return unmodified(expr);
        }
        Operand[] value = new Operand[1];
        plan.withs.with(expr, () -> value[0] = unmodified(expr));
        return value[0];
    }

    private @Nullable Operand unmodified(Expr expr) {
        if (!expr.negated()) {
            return form(expr.form());
        }
        none(
                () -> {
                    Operand value = form(expr.form());
                    if (value != null) {
                        plan.calls.test(value, expr.at());
                    }
                },
                expr.at());
        return null;
    }

    private @Nullable Operand form(Form form) {
        return switch (form) {
            case Form.TermForm(Term term, _) -> plan.terms.term(term);
            case Form.CallForm call -> plan.calls.call(call);
            case Form.Every every -> {
                every(every);
                yield null;
            }
            case Form.Not(Body body, _, Location at) -> {
                none(() -> body(body), at);
                yield null;
            }
            case Form.Logical logical -> {
                logical(logical);
                yield null;
            }
            case Form.SomeVars _, Form.SomeIn _ ->
                    throw new IllegalStateException("bug: a declaration was left: " + form);
        };
    }

    /** Holds when nothing in the operand does. */
    private void none(Runnable operand, Location at) {
        int depth = plan.code.depth();
        int mark = plan.bindings.mark();
        plan.code.open(b -> new Stmt.Blocks(List.of(b), at));
        operand.run();
        plan.code.breakTo(depth, at);
        plan.code.closeTo(depth);
        plan.bindings.rollBack(mark);
    }

    /** Leaves the block at a depth as soon as the body holds; goes on behind when it never does. */
    private void escape(Body body, int depth, Location at) {
        int here = plan.code.depth();
        int mark = plan.bindings.mark();
        plan.code.open(b -> new Stmt.Blocks(List.of(b), at));
        body(body);
        plan.code.breakTo(depth, at);
        plan.code.closeTo(here);
        plan.bindings.rollBack(mark);
    }

    private void logical(Form.Logical logical) {
        switch (logical.op()) {
            case AND -> {
                any(List.of(logical.left()), logical.at());
                any(List.of(logical.right()), logical.at());
            }
            case OR -> any(List.of(logical.left(), logical.right()), logical.at());
        }
    }

    /** Holds when one of the bodies does. */
    private void any(List<Body> bodies, Location at) {
        int depth = plan.code.depth();
        plan.code.open(b -> new Stmt.Blocks(List.of(b), at));
        for (Body body : bodies) {
            escape(body, depth + 1, at);
        }
        plan.code.breakTo(depth, at);
        plan.code.closeTo(depth);
    }

    private void every(Form.Every every) {
        Location at = every.at();
        Operand domain = plan.terms.term(every.domain());
        plan.code.emit(new Stmt.IsCollection(domain, at));
        int depth = plan.code.depth();
        int mark = plan.bindings.mark();
        Local source = plan.local(domain, at);
        Local key = plan.code.newLocal();
        Local value = plan.code.newLocal();
        plan.code.openLoop(b -> new Stmt.Scan(source, key, value, b, at));
        if (every.key() != null) {
            plan.unify.match(key, every.key(), at);
        }
        plan.unify.match(value, every.value(), at);
        escape(every.body(), depth + 1, at);
        plan.code.breakTo(depth, at);
        plan.code.closeTo(depth);
        plan.bindings.rollBack(mark);
    }
}

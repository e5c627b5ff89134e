package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.With;
import dev.meshwarden.rego.plan.Operand;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;

/** Plans expressions with modifiers. */
final class WithPlanner {
    private final FunctionPlan plan;

    WithPlanner(FunctionPlan plan) {
        this.plan = plan;
    }

    /** A modifier that changes something at run time: a document, or the value that stands in for a function. */
    private record Change(Ref target, Operand value, boolean mock, Location at) {}

    /** Plans an expression under its modifiers; what follows is planned outside of them. */
    void with(Expr expr, Runnable inside) {
        Env before = plan.env;
        Env env = before;
        List<Change> changes = new ArrayList<>();
        for (With w : expr.with()) {
            if (isFunction(w.target())) {
                env = env.mocking(w.target().dotted(), mock(w, changes));
            } else {
                changes.add(new Change(w.target(), plan.terms.term(w.value()), false, w.at()));
                if (w.target().name().equals("data")) {
                    env = env.hiding(path(w.target()));
                }
            }
        }
        int depth = plan.code.depth();
        for (Change c : changes) {
            open(c);
        }
        int within = plan.code.depth();
        plan.env = env;
        inside.run();
        plan.env = before;
        if (plan.code.depth() == within) {
            plan.code.closeTo(depth);
        } else {
            int levels = changes.size();
            if (levels > 0) {
                plan.code.open(b -> new Stmt.Outside(levels, b, expr.at()));
            }
        }
    }

    private boolean isFunction(Ref target) {
        if (target.name().equals("input")) {
            return false;
        }
        if (!target.name().equals("data")) {
            return true;
        }
        Node node = plan.planner.find(target);
        return node != null && node.kind() == Node.Kind.FUNCTION;
    }

    private Env.Mock mock(With w, List<Change> changes) {
        if (w.value() instanceof Ref ref) {
            if (ref.name().equals("data")) {
                return new Env.Mock.OfPolicy(ref);
            }
            if (!ref.name().equals("input")) {
                return new Env.Mock.OfBuiltin(ref.dotted());
            }
        }
        Operand value = plan.terms.term(w.value());
        if (value instanceof Operand.Const c) {
            return new Env.Mock.Fixed(c.value());
        }
        changes.add(new Change(w.target(), value, true, w.at()));
        return new Env.Mock.Later();
    }

    private void open(Change c) {
        if (c.mock) {
            plan.code.open(b -> new Stmt.WithMock(c.target.dotted(), c.value, b, c.at));
            return;
        }
        Local document = c.target.name().equals("data") ? Operand.DATA : Operand.INPUT;
        List<String> path = new ArrayList<>();
        for (Value part : path(c.target)) {
            path.add(((Str) part).text());
        }
        plan.code.open(b -> new Stmt.With(document, path, c.value, b, c.at));
    }

    private static List<Value> path(Ref target) {
        List<Value> path = new ArrayList<>();
        for (Term part : target.path()) {
            path.add(((Scalar) part).value());
        }
        return path;
    }
}

package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.plan.Operand;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Num;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Plans unification: of two terms, or of a value with a pattern. */
final class UnifyPlanner {
    private final FunctionPlan plan;

    UnifyPlanner(FunctionPlan plan) {
        this.plan = plan;
    }

    private record Pair(Term left, Term right) {}

    /** Makes two terms the same, binding what is unbound in either. */
    void unify(Term a, Term b, Location at) {
        List<Pair> pending = new ArrayList<>();
        pending.add(new Pair(a, b));
        while (!pending.isEmpty()) {
            Pair next = takeReady(pending);
            if (!step(next.left, next.right, pending, at)) {
                plan.code.fail(at);
                // What the rest would bind is still needed by the steps behind, which are never
                // reached.
                pending.forEach(p -> bindAll(p, at));
                bindAll(next, at);
                return;
            }
        }
    }

    /** The first pair that can be taken on now. */
    private Pair takeReady(List<Pair> pending) {
        for (int i = 0; i < pending.size(); i++) {
            Pair p = pending.get(i);
            if (plan.terms.canEvaluate(p.left)
                    || plan.terms.canEvaluate(p.right)
                    || !(p.left instanceof Var) && !(p.right instanceof Var)) {
                return pending.remove(i);
            }
        }
        throw new IllegalStateException("bug: nothing to begin with: " + pending);
    }

    /** False: never the same. */
    private boolean step(Term a, Term b, List<Pair> pending, Location at) {
        if (a instanceof ArrayTerm x && b instanceof ArrayTerm y) {
            return arrays(x, y, pending);
        }
        if (a instanceof ObjectTerm x && b instanceof ObjectTerm y) {
            List<Pair> found = pairs(x, y);
            if (found != null) {
                pending.addAll(0, found);
                return true;
            }
        }
        if (plan.terms.canEvaluate(a)) {
            match(plan.terms.term(a), b, at);
            return true;
        }
        if (plan.terms.canEvaluate(b)) {
            match(plan.terms.term(b), a, at);
            return true;
        }
        return false;
    }

    private static boolean arrays(ArrayTerm a, ArrayTerm b, List<Pair> pending) {
        if (a.elements().size() != b.elements().size()) {
            return false;
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < a.elements().size(); i++) {
            pairs.add(new Pair(a.elements().get(i), b.elements().get(i)));
        }
        pending.addAll(0, pairs);
        return true;
    }

    /** The values under the same keys; null when the keys are not the same terms. */
    private static @Nullable List<Pair> pairs(ObjectTerm a, ObjectTerm b) {
        if (a.entries().size() != b.entries().size()) {
            return null;
        }
        List<Pair> pairs = new ArrayList<>();
        for (ObjectTerm.Entry e : a.entries()) {
            ObjectTerm.Entry other = null;
            for (ObjectTerm.Entry o : b.entries()) {
                if (o.key().same(e.key())) {
                    other = o;
                }
            }
            if (other == null) {
                return null;
            }
            pairs.add(new Pair(e.value(), other.value()));
        }
        return pairs;
    }

    /** Takes a value apart by a pattern: compares what is known, binds what is not. */
    void match(Operand value, Term pattern, Location at) {
        switch (pattern) {
            case Scalar s -> equal(value, Operand.of(s.value()), at);
            case Var v -> {
                Operand bound = plan.bindings.get(v.name());
                if (bound == null) {
                    bind(v, value, at);
                } else {
                    equal(value, bound, at);
                }
            }
            case ArrayTerm a when plan.terms.hasUnbound(a) -> array(value, a, at);
            case ObjectTerm o when plan.terms.hasUnbound(o) -> object(value, o, at);
            default -> equal(value, plan.terms.term(pattern), at);
        }
    }

    /** Binds a variable. Input and data are copied: they may change under a modifier. */
    void bind(Var v, Operand value, Location at) {
        plan.bindings.bind(v.name(), isRoot(value) ? plan.copy(value, at) : value);
    }

    private static boolean isRoot(Operand value) {
        return value.equals(Operand.INPUT) || value.equals(Operand.DATA);
    }

    private void equal(Operand a, Operand b, Location at) {
        if (a instanceof Operand.Const x && b instanceof Operand.Const y) {
            if (!x.value().equals(y.value())) {
                plan.code.fail(at);
            }
        } else {
            plan.code.emit(new Stmt.Equal(a, b, at));
        }
    }

    private void array(Operand value, ArrayTerm pattern, Location at) {
        List<Term> elements = pattern.elements();
        plan.code.emit(new Stmt.HasShape(value, Stmt.HasShape.Shape.ARRAY, elements.size(), at));
        for (int i = 0; i < elements.size(); i++) {
            if (isUnusedWildcard(elements.get(i))) {
                continue;
            }
            Local element = plan.code.newLocal();
            plan.code.emit(new Stmt.Dot(value, Operand.of(Num.of(i)), element, at));
            match(element, elements.get(i), at);
        }
    }

    private void object(Operand value, ObjectTerm pattern, Location at) {
        plan.code.emit(
                new Stmt.HasShape(value, Stmt.HasShape.Shape.OBJECT, pattern.entries().size(), at));
        for (ObjectTerm.Entry e : pattern.entries()) {
            Operand key = plan.terms.term(e.key());
            Local member = plan.code.newLocal();
            plan.code.emit(new Stmt.Dot(value, key, member, at));
            match(member, e.value(), at);
        }
    }

    private boolean isUnusedWildcard(Term term) {
        return term instanceof Var v && v.isWildcard() && !plan.bindings.has(v.name());
    }

    private void bindAll(Pair pair, Location at) {
        bindAll(pair.left, at);
        bindAll(pair.right, at);
    }

    private void bindAll(Term term, Location at) {
        switch (term) {
            case Var v -> {
                if (!plan.bindings.has(v.name())) {
                    plan.bindings.bind(v.name(), plan.code.newLocal());
                }
            }
            case ArrayTerm a -> a.elements().forEach(e -> bindAll(e, at));
            case ObjectTerm o ->
                    o.entries()
                            .forEach(e -> {
                                bindAll(e.key(), at);
                                bindAll(e.value(), at);
                            });
            default -> {}
        }
    }
}

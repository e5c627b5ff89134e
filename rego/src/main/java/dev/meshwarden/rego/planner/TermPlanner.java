package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.ObjectComp;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.TemplateString;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.plan.Operand;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Plans terms whose variables are bound. */
final class TermPlanner {
    private final FunctionPlan plan;

    TermPlanner(FunctionPlan plan) {
        this.plan = plan;
    }

    /** Writes what the term's value takes; undefined ends the block. */
    Operand term(Term term) {
        return switch (term) {
            case Scalar s -> Operand.of(s.value());
            case Var v -> variable(v);
            case Ref r -> plan.refs.ref(r);
            case ArrayTerm a ->
                    collection(
                            all(a.elements()),
                            Array::of,
                            ops -> target -> new Stmt.ArrayOf(ops, target, a.at()));
            case SetTerm s ->
                    collection(
                            all(s.members()),
                            RegoSet::of,
                            ops -> target -> new Stmt.SetOf(ops, target, s.at()));
            case ObjectTerm o -> object(o);
            case ArrayComp c ->
                    comprehension(
                            c.body(),
                            c.at(),
                            target -> new Stmt.MakeArray(target, c.at()),
                            target -> new Stmt.ArrayAppend(term(c.head()), target, c.at()));
            case SetComp c ->
                    comprehension(
                            c.body(),
                            c.at(),
                            target -> new Stmt.MakeSet(target, c.at()),
                            target -> new Stmt.SetAdd(term(c.head()), target, c.at()));
            case ObjectComp c ->
                    comprehension(
                            c.body(),
                            c.at(),
                            target -> new Stmt.MakeObject(target, c.at()),
                            target -> {
                                Operand key = term(c.key());
                                return new Stmt.ObjectInsertOnce(
                                        key, term(c.value()), target, c.at());
                            });
            case Call c -> throw new IllegalStateException("bug: a call was left in a term: " + c);
            case TemplateString t ->
                    throw new IllegalStateException("bug: a template string was left: " + t);
        };
    }

    List<Operand> all(List<? extends Term> terms) {
        List<Operand> operands = new ArrayList<>(terms.size());
        for (Term t : terms) {
            operands.add(term(t));
        }
        return operands;
    }

    private Operand variable(Var v) {
        Operand bound = plan.bindings.get(v.name());
        if (bound == null) {
            throw new IllegalStateException("bug: never bound: " + v.name() + " at " + v.at());
        }
        return bound;
    }

    private Operand collection(
            List<Operand> operands,
            Function<Value[], Value> constant,
            Function<List<Operand>, Function<Local, Stmt>> step) {
        Value[] values = new Value[operands.size()];
        for (int i = 0; i < values.length; i++) {
            if (!(operands.get(i) instanceof Operand.Const c)) {
                Local target = plan.code.newLocal();
                plan.code.emit(step.apply(operands).apply(target));
                return target;
            }
            values[i] = c.value();
        }
        return Operand.of(constant.apply(values));
    }

    private Operand object(ObjectTerm o) {
        List<Operand> keys = new ArrayList<>();
        List<Operand> values = new ArrayList<>();
        Obj.Builder constant = Obj.builder(o.entries().size());
        boolean known = true;
        for (ObjectTerm.Entry e : o.entries()) {
            Operand key = term(e.key());
            Operand value = term(e.value());
            keys.add(key);
            values.add(value);
            if (key instanceof Operand.Const k && value instanceof Operand.Const v) {
                constant.put(k.value(), v.value());
            } else {
                known = false;
            }
        }
        if (known) {
            return Operand.of(constant.build());
        }
        Local target = plan.code.newLocal();
        plan.code.emit(new Stmt.ObjectOf(keys, values, target, o.at()));
        return target;
    }

    private Operand comprehension(
            Body body, Location at, Function<Local, Stmt> make, Function<Local, Stmt> add) {
        Local target = plan.code.newLocal();
        plan.code.emit(make.apply(target));
        int depth = plan.code.depth();
        int mark = plan.bindings.mark();
        plan.code.open(b -> new Stmt.Blocks(List.of(b), at));
        plan.bodies.body(body);
        plan.code.emit(add.apply(target));
        plan.code.closeTo(depth);
        plan.bindings.rollBack(mark);
        return target;
    }

    /** Whether a variable occurs in the term that is not bound. What is inside comprehensions does not count. */
    boolean hasUnbound(Term term) {
        return switch (term) {
            case Var v -> !plan.bindings.has(v.name());
            case Ref r -> r.path().stream().anyMatch(this::hasUnbound);
            case ArrayTerm a -> a.elements().stream().anyMatch(this::hasUnbound);
            case SetTerm s -> s.members().stream().anyMatch(this::hasUnbound);
            case ObjectTerm o ->
                    o.entries().stream()
                            .anyMatch(e -> hasUnbound(e.key()) || hasUnbound(e.value()));
            case Scalar _, ArrayComp _, SetComp _, ObjectComp _, Call _, TemplateString _ -> false;
        };
    }

    /** Whether the term can be planned now: references bind what is unbound in them. */
    boolean canEvaluate(Term term) {
        return term instanceof Ref || !hasUnbound(term);
    }
}

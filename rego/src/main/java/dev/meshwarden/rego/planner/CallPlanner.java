package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.plan.Block;
import dev.meshwarden.rego.plan.Operand;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Bool;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans calls. */
final class CallPlanner {
    /** Calls that answer nothing. */
    private static final Set<String> VOID = Set.of("print", "internal.print", "internal.test_case");

    private final FunctionPlan plan;

    CallPlanner(FunctionPlan plan) {
        this.plan = plan;
    }

    /**
     * A call as an expression: undefined when its answer is, or does not match its last argument. The answer is given back untested when it is
     * not matched; null when there is nothing to test.
     */
    @Nullable Operand call(Form.CallForm call) {
        Location at = call.at();
        List<Term> args = call.args();
        if (call.isEquality() && args.size() == 2) {
            plan.unify.unify(args.get(0), args.get(1), at);
            return null;
        }
        Ref operator = call.operator();
        int arity = arity(operator, args.size());
        Env.Mock mock = plan.env.mock(operator);
        if (mock == null) {
            Builtin builtin = builtin(operator);
            if (builtin != null && builtin.trait() == Builtin.Trait.RELATION) {
                relation(builtin, args, at);
                return null;
            }
            if (VOID.contains(operator.dotted())) {
                List<Operand> given = plan.terms.all(args);
                Stmt step = new Stmt.Call(operator.dotted(), given, plan.code.newLocal(), at);
                plan.code.emit(new Stmt.Blocks(List.of(Block.of(step)), at));
                return null;
            }
            if (!plan.showsAnswers && args.size() == 2 && arity == 2 && comparison(call)) {
                return null;
            }
        }
        List<Operand> given = plan.terms.all(args.subList(0, arity));
        Operand answer = answer(operator, mock, given, at);
        if (args.size() > arity) {
            plan.unify.match(answer, args.get(arity), at);
            return null;
        }
        return answer;
    }

    /** Comparisons have steps of their own. */
    private boolean comparison(Form.CallForm call) {
        Stmt.Ordered.Order order =
                switch (call.name()) {
                    case "lt" -> Stmt.Ordered.Order.LESS;
                    case "lte" -> Stmt.Ordered.Order.LESS_OR_EQUAL;
                    case "gt" -> Stmt.Ordered.Order.GREATER;
                    case "gte" -> Stmt.Ordered.Order.GREATER_OR_EQUAL;
                    default -> null;
                };
        boolean equal = call.operator().isName("equal");
        if (order == null && !equal && !call.operator().isName("neq")) {
            return false;
        }
        Location at = call.at();
        Operand left = plan.terms.term(call.args().get(0));
        Operand right = plan.terms.term(call.args().get(1));
        plan.code.emit(
                order != null
                        ? new Stmt.Ordered(left, order, right, at)
                        : equal
                                ? new Stmt.Equal(left, right, at)
                                : new Stmt.NotEqual(left, right, at));
        return true;
    }

    private Operand answer(
            Ref operator, Env.@Nullable Mock mock, List<Operand> given, Location at) {
        return switch (mock) {
            case null -> ofFunction(operator, plan.env, given, at);
            case Env.Mock.Fixed(var value) -> Operand.of(value);
            case Env.Mock.Later _ -> {
                Local value = plan.code.newLocal();
                plan.code.emit(new Stmt.MockValue(operator.dotted(), value, at));
                yield value;
            }
            case Env.Mock.OfBuiltin(var name) -> emit(name, given, at);
            case Env.Mock.OfPolicy(var standIn) -> {
                Node node = plan.planner.find(standIn);
                yield node != null && node.kind() == Node.Kind.FUNCTION
                        ? ofFunction(standIn, plan.env.withoutMocks(), given, at)
                        : plan.refs.ref(standIn);
            }
        };
    }

    private Operand ofFunction(Ref operator, Env env, List<Operand> given, Location at) {
        Node node = operator.name().equals("data") ? plan.planner.find(operator) : null;
        if (node == null) {
            return emit(operator.dotted(), given, at);
        }
        List<Operand> args = new ArrayList<>();
        args.add(Operand.INPUT);
        args.add(Operand.DATA);
        args.addAll(given);
        return emit(plan.planner.whole(node, env), args, at);
    }

    private Local emit(String function, List<Operand> args, Location at) {
        Local result = plan.code.newLocal();
        plan.code.emit(new Stmt.Call(function, args, result, at));
        return result;
    }

    private int arity(Ref operator, int given) {
        Builtin builtin = builtin(operator);
        if (builtin != null) {
            return builtin.signature().variadic().isPresent()
                    ? given
                    : Math.min(given, builtin.arity());
        }
        Node node = plan.planner.find(operator);
        if (node == null || node.tree().rules().isEmpty()) {
            throw new IllegalStateException("bug: no such function: " + operator);
        }
        return node.tree().rules().getFirst().head().args().size();
    }

    private @Nullable Builtin builtin(Ref operator) {
        return operator.name().equals("data")
                ? null
                : plan.planner.modules.settings().builtins().apply(operator.dotted());
    }

    private void relation(Builtin builtin, List<Term> args, Location at) {
        int arity = builtin.arity();
        List<Operand> given = plan.terms.all(args.subList(0, arity));
        Term pattern = args.size() > arity ? args.get(arity) : null;
        if (builtin.name().equals("walk")) {
            walk(given.getFirst(), pattern, at);
            return;
        }
        Local solution = plan.code.newLocal();
        plan.code.openLoop(b -> new Stmt.Relation(builtin.name(), given, solution, b, at));
        if (pattern != null) {
            plan.unify.match(solution, pattern, at);
        }
    }

    private void walk(Operand source, @Nullable Term pattern, Location at) {
        Local value = plan.code.newLocal();
        if (pattern instanceof ArrayTerm pair && pair.elements().size() == 2) {
            Term keys = pair.elements().get(0);
            boolean asked =
                    !(keys instanceof Var v && v.isWildcard() && !plan.bindings.has(v.name()));
            List<Operand> prefix = prefix(keys);
            Optional<Local> path = asked ? Optional.of(plan.code.newLocal()) : Optional.empty();
            plan.code.openLoop(b -> new Stmt.Walk(source, prefix, path, value, b, at));
            path.ifPresent(p -> plan.unify.match(p, keys, at));
            plan.unify.match(value, pair.elements().get(1), at);
        } else if (pattern != null) {
            Local path = plan.code.newLocal();
            plan.code.openLoop(
                    b -> new Stmt.Walk(source, List.of(), Optional.of(path), value, b, at));
            Local solution = plan.code.newLocal();
            plan.code.emit(new Stmt.ArrayOf(List.of(path, value), solution, at));
            plan.unify.match(solution, pattern, at);
        }
    }

    /** The keys that every path must begin with. */
    private List<Operand> prefix(Term keys) {
        List<Operand> prefix = new ArrayList<>();
        if (keys instanceof ArrayTerm a) {
            for (Term key : a.elements()) {
                if (!(key instanceof Scalar) && plan.terms.hasUnbound(key)) {
                    break;
                }
                prefix.add(plan.terms.term(key));
            }
        }
        return prefix;
    }

    /** Ends the block when an answer is false. */
    void test(Operand answer, Location at) {
        if (answer instanceof Operand.Const c) {
            if (c.value() == Bool.FALSE) {
                plan.code.fail(at);
            }
        } else {
            plan.code.emit(new Stmt.NotEqual(answer, Operand.of(Bool.FALSE), at));
        }
    }
}

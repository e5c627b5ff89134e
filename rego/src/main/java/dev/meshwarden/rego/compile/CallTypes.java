package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Operator;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.With;
import dev.meshwarden.rego.type.Type;
import dev.meshwarden.rego.type.Types;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks one call: its modifiers, its arguments, and where its result goes. */
final class CallTypes {
    private final TypeEnv env;
    private final Unifier unifier;

    CallTypes(TypeEnv env) {
        this.env = env;
        this.unifier = new Unifier(env);
    }

    @Nullable TypeFault fault(Expr expr) {
        for (With with : expr.with()) {
            TypeFault fault = replacement(with);
            if (fault != null) {
                return fault;
            }
        }
        if (!(expr.form() instanceof Form.CallForm call)) {
            return null;
        }
        if (call.isEquality()) {
            return equality(expr, call.args());
        }
        Operator operator = Operator.ofFunction(call.name());
        if (operator == Operator.MEMBER || operator == Operator.MEMBER_WITH_KEY) {
            TypeFault fault = membership(expr, call.args(), operator);
            if (fault != null) {
                return fault;
            }
        }
        return arguments(expr, call);
    }

    /** A function may be replaced by one that takes as many arguments of such types. */
    private @Nullable TypeFault replacement(With with) {
        return env.typeOf(with.target()) instanceof Type.Function target
                        && env.typeOf(with.value()) instanceof Type.Function value
                        && !Compatible.types(target, value)
                ? TypeFault.arguments(
                        with.at(),
                        with.target(),
                        "arity mismatch",
                        value.arguments().stream().map(Type.Argument::type).toList(),
                        new Type.Function(target.arguments(), Type.NOTHING, target.variadic()))
                : null;
    }

    private @Nullable TypeFault equality(Expr expr, List<Term> sides) {
        if (sides.size() != 2) {
            var want = Type.function(Type.BOOLEAN, Type.ANY, Type.ANY);
            return TypeFault.arguments(
                    expr.at(),
                    ((Form.CallForm) expr.form()).operator(),
                    sides.size() < 2 ? "too few arguments" : "too many arguments",
                    types(sides),
                    want);
        }
        Term a = sides.getFirst();
        Term b = sides.getLast();
        Type typeA = env.typeOf(a);
        Type typeB = env.typeOf(b);
        return unifier.equal(a, typeA, b, typeB)
                ? null
                : TypeFault.mismatch(expr.at(), typeA, typeB);
    }

    private @Nullable TypeFault membership(Expr expr, List<Term> args, Operator operator) {
        boolean withKey = operator == Operator.MEMBER_WITH_KEY;
        int arity = withKey ? 3 : 2;
        if (args.size() < arity) {
            return null;
        }
        Type collection = env.typeOf(args.get(arity - 1));
        Type values = Types.values(collection);
        if (!Types.isKnown(values)) {
            return null;
        }
        if (withKey) {
            TypeFault fault = member(expr, args.getFirst(), Types.keys(collection));
            if (fault != null) {
                return fault;
            }
        }
        return member(expr, args.get(arity - 2), values);
    }

    private @Nullable TypeFault member(Expr expr, Term term, Type of) {
        if (Types.hasUnknown(of)) {
            return null;
        }
        Type have = env.typeOf(term);
        boolean fits =
                (Types.hasUnknown(have) || Compatible.types(have, of))
                        && unifier.fits(term, of, false);
        return fits ? null : TypeFault.mismatch(expr.at(), have, of);
    }

    private @Nullable TypeFault arguments(Expr expr, Form.CallForm call) {
        Type type = env.typeOf(call.operator());
        if (Types.isAny(type)) {
            return null;
        }
        if (!(type instanceof Type.Function function)) {
            return TypeFault.undefinedFunction(expr.at(), call.operator());
        }
        List<Term> args = call.args();
        int arity = function.arguments().size();
        int most = arity + (TypeFault.hasResult(function) ? 1 : 0);
        if (args.size() > most && function.variadic().isEmpty()) {
            return refused(expr, call, "too many arguments", types(args), function);
        }
        if (args.size() < arity) {
            return refused(expr, call, "too few arguments", types(args), function);
        }
        List<Type> before = types(args);
        for (int i = 0; i < args.size(); i++) {
            Type want = argument(function, i);
            Type have = before.get(i);
            if (!Types.hasUnknown(have) && !Compatible.types(have, want)) {
                return refused(expr, call, "invalid argument(s)", before, function);
            }
            if (!unifier.fits(args.get(i), want, false)) {
                return refused(expr, call, "invalid argument(s)", types(args), function);
            }
        }
        return null;
    }

    private static TypeFault refused(
            Expr expr, Form.CallForm call, String what, List<Type> have, Type.Function want) {
        return TypeFault.arguments(expr.at(), call.operator(), what, have, want);
    }

    /** The last one may be where the result goes. */
    private static Type argument(Type.Function function, int index) {
        int arity = function.arguments().size();
        if (index < arity) {
            return function.arguments().get(index).type();
        }
        Optional<Type> variadic = function.variadic();
        return index == arity && TypeFault.hasResult(function)
                ? function.result()
                : variadic.orElse(Type.UNKNOWN);
    }

    private List<Type> types(List<Term> terms) {
        var types = new ArrayList<Type>();
        terms.forEach(t -> types.add(env.typeOf(t)));
        return types;
    }
}

package dev.meshwarden.rego.builtin.infix;

import static dev.meshwarden.rego.builtin.Builtin.infix;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Value;

import java.util.List;

/** Every operator. {@code eq} and {@code assign} are here for their signatures: the planner turns them into unification. */
public final class InfixBuiltins {
    private static final String NUMBERS = "x: number, y: number -> number";
    private static final String SETS = "x: set[any], y: set[any] -> set[any]";
    private static final String COMPARE = "x: any, y: any -> boolean";
    private static final String UNIFY = "any, any -> boolean";
    private static final String MINUS =
            "x: number | set[any], y: number | set[any] -> number | set[any]";

    public static final List<Builtin> ALL =
            List.of(
                    infix("plus", "+", Signature.of(NUMBERS), Arithmetic::plus),
                    infix("minus", "-", Signature.of(MINUS), Arithmetic::minus),
                    infix("mul", "*", Signature.of(NUMBERS), Arithmetic::times),
                    infix("div", "/", Signature.of(NUMBERS), Arithmetic::divide),
                    infix("rem", "%", Signature.of(NUMBERS), Arithmetic::remainder),
                    infix("and", "&", Signature.of(SETS), SetOperators::intersection),
                    infix("or", "|", Signature.of(SETS), SetOperators::union),
                    infix("equal", "==", Signature.of(COMPARE), (_, a) -> order(a, 0, 0)),
                    infix("neq", "!=", Signature.of(COMPARE), (_, a) -> unequal(a)),
                    infix("lt", "<", Signature.of(COMPARE), (_, a) -> order(a, -1, -1)),
                    infix("lte", "<=", Signature.of(COMPARE), (_, a) -> order(a, -1, 0)),
                    infix("gt", ">", Signature.of(COMPARE), (_, a) -> order(a, 1, 1)),
                    infix("gte", ">=", Signature.of(COMPARE), (_, a) -> order(a, 0, 1)),
                    infix("eq", "=", Signature.of(UNIFY), (_, a) -> order(a, 0, 0)),
                    infix("assign", ":=", Signature.of(UNIFY), (_, a) -> order(a, 0, 0)),
                    infix("internal.member_2", "in", Signature.of(UNIFY), Membership::ofValue),
                    infix(
                            "internal.member_3",
                            "in",
                            Signature.of("any, any, any -> boolean"),
                            Membership::ofEntry));

    public static final Builtin.Body SET_DIFFERENCE = SetOperators::difference;

    private InfixBuiltins() {}

    /** Whether the arguments' order is one of a range: -1 less, 0 equal, 1 greater. */
    private static Bool order(Value[] arguments, int from, int to) {
        if (from == 0 && to == 0) {
            return Bool.of(arguments[0].equals(arguments[1]));
        }
        int c = Integer.signum(arguments[0].compareTo(arguments[1]));
        return Bool.of(c >= from && c <= to);
    }

    private static Bool unequal(Value[] arguments) {
        return Bool.of(!arguments[0].equals(arguments[1]));
    }
}

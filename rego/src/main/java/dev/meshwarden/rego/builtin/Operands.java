package dev.meshwarden.rego.builtin;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Arguments as the kind a builtin wants, or the type error OPA gives: {@code operand 1 must be string but got number}. Positions count from 0. */
public final class Operands {
    private Operands() {}

    /** One operand as if it were the only one: OPA calls it the first where it looks at it by itself. */
    public static Value[] alone(Value[] arguments, int index) {
        return new Value[] {arguments[index]};
    }

    public static Str string(Value[] arguments, int position) {
        return arguments[position] instanceof Str s ? s : wrong(arguments, position, "string");
    }

    /** The text of a string argument. */
    public static String text(Value[] arguments, int position) {
        return string(arguments, position).text();
    }

    public static Num number(Value[] arguments, int position) {
        return arguments[position] instanceof Num n ? n : wrong(arguments, position, "number");
    }

    public static Bool bool(Value[] arguments, int position) {
        return arguments[position] instanceof Bool b ? b : wrong(arguments, position, "boolean");
    }

    public static Array array(Value[] arguments, int position) {
        return arguments[position] instanceof Array a ? a : wrong(arguments, position, "array");
    }

    public static Obj object(Value[] arguments, int position) {
        return arguments[position] instanceof Obj o ? o : wrong(arguments, position, "object");
    }

    public static RegoSet set(Value[] arguments, int position) {
        return arguments[position] instanceof RegoSet s ? s : wrong(arguments, position, "set");
    }

    /** A whole number written without exponent that fits a long, as OPA wants its integers. */
    public static long integer(Value[] arguments, int position) {
        Num n = number(arguments, position);
        if (!n.isPlainInteger()) {
            throw floating(position);
        }
        return n.longOr(0);
    }

    /** A whole number, held to the range of an int: for offsets and counts, where more means all. */
    public static int index(Value[] arguments, int position) {
        return Math.clamp(integer(arguments, position), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** A whole number of any size. */
    public static BigInteger bigInteger(Value[] arguments, int position) {
        if (!(arguments[position] instanceof Num n)) {
            return wrong(arguments, position, "integer");
        }
        if (!n.isInteger()) {
            throw floating(position);
        }
        return n.toBigInteger();
    }

    private static BuiltinError floating(int position) {
        return BuiltinError.type(
                "operand "
                        + (position + 1)
                        + " must be integer number but got floating-point number");
    }

    /** The members of an array or set of strings, in order. */
    public static List<Str> strings(Value[] arguments, int position) {
        List<Str> found = new ArrayList<>();
        for (Value v : members(arguments, position, "array", "set")) {
            found.add(v instanceof Str s ? s : wrongMember(arguments, position, v, "string"));
        }
        return found;
    }

    /** What an array or set holds, in order; {@code wanted} words the error for anything else. */
    public static Iterable<Value> members(Value[] arguments, int position, String... wanted) {
        return switch (arguments[position]) {
            case Array a -> a;
            case RegoSet s -> s;
            default -> wrong(arguments, position, wanted);
        };
    }

    /** Always throws the type error for a member that is none of the kinds wanted. */
    public static <T> T wrongMember(
            Value[] arguments, int position, Value member, String... wanted) {
        String kind = arguments[position].typeName();
        throw BuiltinError.type(
                "operand "
                        + (position + 1)
                        + " must be "
                        + kind
                        + " of "
                        + (wanted.length == 1
                                ? wanted[0] + "s"
                                : "(any of) {" + String.join(", ", wanted) + "}")
                        + " but got "
                        + kind
                        + " containing "
                        + member.typeName());
    }

    /** Always throws the type error for an argument that is none of the kinds wanted. */
    public static <T> T wrong(Value[] arguments, int position, String... wanted) {
        throw BuiltinError.type(
                "operand "
                        + (position + 1)
                        + " must be "
                        + alternatives(List.of(wanted))
                        + " but got "
                        + arguments[position].typeName());
    }

    private static String alternatives(List<String> wanted) {
        return wanted.size() == 1
                ? wanted.getFirst()
                : "one of {" + String.join(", ", wanted) + "}";
    }
}

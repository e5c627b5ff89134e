package dev.meshwarden.rego.builtin;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.List;

/** Arguments as the kind a builtin wants, or the type error OPA gives: {@code operand 1 must be string but got number}. Positions count from 0. */
public final class Operands {
    private Operands() {}

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

    /** A whole number that fits an int. */
    public static int integer(Value[] arguments, int position) {
        Num n = number(arguments, position);
        if (!n.isInteger()) {
            throw BuiltinError.type(
                    "operand "
                            + (position + 1)
                            + " must be integer number but got floating-point number");
        }
        long v = n.longOr(Long.MAX_VALUE);
        return Math.clamp(v, Integer.MIN_VALUE, Integer.MAX_VALUE);
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

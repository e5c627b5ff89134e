package dev.meshwarden.rego.builtin.template;

import dev.meshwarden.rego.builtin.format.Argument;
import dev.meshwarden.rego.builtin.format.GoFormat;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.List;

/** How Go sees the values: numbers of the data are {@code json.Number}, which is a kind of string. */
final class GoValues {
    /** What a field that is not there gives. */
    static final Object MISSING = new Object();

    private GoValues() {}

    static boolean isTrue(Object value) {
        return switch (value) {
            case Null _ -> false;
            case Bool b -> b.value();
            case Boolean b -> b;
            case Long n -> n != 0;
            case Double d -> d != 0;
            case Str s -> !s.equals(Str.EMPTY);
            case Array a -> a.size() > 0;
            case Obj o -> o.size() > 0;
            case Num _ -> true; // a text that is not empty
            default -> false;
        };
    }

    /** Where a value stands alone, what is not there is shown as such. */
    static String printed(Object value) {
        return value == MISSING || value instanceof Null ? "<no value>" : inside(value);
    }

    /** As {@code %v} prints it. */
    static String inside(Object value) {
        return switch (value) {
            case Null _ -> "<nil>";
            case Str s -> s.text();
            case Array a -> {
                var out = new StringBuilder("[");
                for (Value v : a) {
                    out.append(out.length() > 1 ? " " : "").append(inside(v));
                }
                yield out.append(']').toString();
            }
            case Obj o -> {
                var out = new StringBuilder("map[");
                for (int i = 0; i < o.size(); i++) {
                    out.append(i > 0 ? " " : "").append(inside(o.keyAt(i)));
                    out.append(':').append(inside(o.valueAt(i)));
                }
                yield out.append(']').toString();
            }
            case Double d ->
                    GoFormat.format(
                            new Budget(Limits.STANDARD), "%v", List.of(new Argument.Real(d)));
            case Object other -> other == MISSING ? "<nil>" : other.toString();
        };
    }

    static String type(Object value) {
        return switch (value) {
            case Num _ -> "json.Number";
            case Str _ -> "string";
            case Bool _, Boolean _ -> "bool";
            case Array _ -> "[]interface {}";
            case Obj _ -> "map[string]interface {}";
            case Long _ -> "int";
            case Double _ -> "float64";
            default -> "nil";
        };
    }

    static Argument argument(Object value) {
        return switch (value) {
            case Long n -> new Argument.Whole(n, "int");
            case Double d -> new Argument.Real(d);
            case Boolean b -> new Argument.Truth(b);
            case Bool b -> new Argument.Truth(b.value());
            case Str s -> new Argument.Text(s, "string");
            default -> new Argument.Text(Str.of(inside(value)), type(value));
        };
    }

    /** Whether Go takes the value for a string. */
    static boolean isText(Object value) {
        return value instanceof Str || value instanceof Num;
    }
}

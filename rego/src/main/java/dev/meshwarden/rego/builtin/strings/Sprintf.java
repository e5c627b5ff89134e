package dev.meshwarden.rego.builtin.strings;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.format.Argument;
import dev.meshwarden.rego.builtin.format.GoFormat;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.RegoText;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * Go's verbs on Rego values. A number with a point or an exponent in its text is a float64, any other an int64 or, where that is too
 * small, a big.Int; whatever is no number or string is its Rego text.
 */
final class Sprintf {
    private Sprintf() {}

    static Str call(BuiltinContext context, Value[] arguments) {
        String format = Operands.text(arguments, 0);
        Array values = Operands.array(arguments, 1);
        List<Argument> converted = new ArrayList<>(values.size());
        for (Value v : values) {
            converted.add(argument(context, v));
        }
        return Str.of(GoFormat.format(context.budget(), format, converted));
    }

    private static Argument argument(BuiltinContext context, Value value) {
        return switch (value) {
            case Str s -> new Argument.Text(s, "string");
            case Num n -> number(n);
            default -> {
                context.budget().text(value);
                yield new Argument.Text(Str.of(RegoText.of(value)), "string");
            }
        };
    }

    private static Argument number(Num n) {
        String text = n.text();
        if (text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            double real = n.doubleValue();
            return Double.isInfinite(real)
                    ? new Argument.Text(Str.of(text), "string")
                    : new Argument.Real(real);
        }
        return n.isLong()
                ? new Argument.Whole(n.longOr(0), "int64")
                : new Argument.Big(n.toBigInteger());
    }
}

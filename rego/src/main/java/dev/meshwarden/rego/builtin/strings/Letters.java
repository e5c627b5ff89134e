package dev.meshwarden.rego.builtin.strings;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Units;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.math.BigInteger;
import java.util.function.IntUnaryOperator;

/** Strings code point by code point, without locale. */
final class Letters {
    private Letters() {}

    static Str lower(BuiltinContext context, Value[] arguments) {
        return map(context, Operands.string(arguments, 0), Character::toLowerCase);
    }

    static Str upper(BuiltinContext context, Value[] arguments) {
        return map(context, Operands.string(arguments, 0), Character::toUpperCase);
    }

    /** One code point for one: the sharp s has no upper case here, as in Go. */
    private static Str map(BuiltinContext context, Str value, IntUnaryOperator each) {
        String text = value.text();
        context.budget().steps(text.length() / 64);
        int same = 0;
        while (same < text.length()) {
            int c = text.codePointAt(same);
            if (each.applyAsInt(c) != c) {
                break;
            }
            same += Character.charCount(c);
        }
        if (same == text.length()) {
            return value;
        }
        var out = new StringBuilder(text.length()).append(text, 0, same);
        text.codePoints()
                .skip(text.codePointCount(0, same))
                .map(each)
                .forEach(out::appendCodePoint);
        return Str.of(out.toString());
    }

    static Str reverse(BuiltinContext context, Value[] arguments) {
        Str value = Operands.string(arguments, 0);
        Units units = Units.of(value);
        String text = units.read(value);
        context.budget().steps(text.length() / 64);
        var out = new StringBuilder(text.length());
        int[] starts = new int[text.length() + 1];
        int count = 0;
        for (int i = 0; i < text.length(); i = units.next(text, i)) {
            starts[count++] = i;
        }
        starts[count] = text.length();
        for (int i = count - 1; i >= 0; i--) {
            out.append(text, starts[i], starts[i + 1]);
        }
        return units.write(out.toString());
    }

    static Str formatInteger(BuiltinContext context, Value[] arguments) {
        Num number = Operands.number(arguments, 0);
        String base = Operands.number(arguments, 1).text();
        int radix =
                switch (base) {
                    case "2", "8", "10", "16" -> Integer.parseInt(base);
                    default -> throw BuiltinError.type("operand 2 must be one of {2, 8, 10, 16}");
                };
        context.budget().digits(number.digits());
        boolean plain = number.text().chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        BigInteger whole = plain ? number.toBigInteger() : number.truncated();
        return Str.of(whole.toString(radix));
    }
}

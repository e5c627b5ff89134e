package dev.meshwarden.rego.builtin.strings;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Units;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.function.IntPredicate;

/** Strings cut at their ends. */
final class Trim {
    private Trim() {}

    static Str cutset(Value[] arguments, boolean left, boolean right) {
        Str value = Operands.string(arguments, 0);
        String cutset = Operands.text(arguments, 1);
        return trim(value, c -> cutset.indexOf(c) >= 0, left, right);
    }

    static Str space(BuiltinContext context, Value[] arguments) {
        return trim(Operands.string(arguments, 0), Trim::isSpace, true, true);
    }

    private static Str trim(Str value, IntPredicate cut, boolean left, boolean right) {
        Units units = Units.of(value);
        String text = units.read(value);
        int from = 0;
        int to = text.length();
        while (left && from < to) {
            int c = units == Units.TEXT ? text.codePointAt(from) : ascii(text.charAt(from));
            if (!cut.test(c)) {
                break;
            }
            from += Character.charCount(c);
        }
        while (right && to > from) {
            int c = units == Units.TEXT ? text.codePointBefore(to) : ascii(text.charAt(to - 1));
            if (!cut.test(c)) {
                break;
            }
            to -= Character.charCount(c);
        }
        return from == 0 && to == text.length() ? value : units.write(text.substring(from, to));
    }

    /** In a string that is not UTF-8 only its ASCII bytes are letters. */
    private static int ascii(char b) {
        return b < 0x80 ? b : 0xFFFD;
    }

    /** What Go calls white space. */
    private static boolean isSpace(int c) {
        return (c >= '\t' && c <= '\r')
                || c == ' '
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200A)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    static Str prefix(BuiltinContext context, Value[] arguments) {
        Str value = Operands.string(arguments, 0);
        Str prefix = Operands.string(arguments, 1);
        Units units = Units.of(value, prefix);
        String text = units.read(value);
        String start = units.read(prefix);
        return text.startsWith(start) ? units.write(text.substring(start.length())) : value;
    }

    static Str suffix(BuiltinContext context, Value[] arguments) {
        Str value = Operands.string(arguments, 0);
        Str suffix = Operands.string(arguments, 1);
        Units units = Units.of(value, suffix);
        String text = units.read(value);
        String end = units.read(suffix);
        return text.endsWith(end)
                ? units.write(text.substring(0, text.length() - end.length()))
                : value;
    }
}

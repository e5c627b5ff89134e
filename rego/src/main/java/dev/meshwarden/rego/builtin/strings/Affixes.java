package dev.meshwarden.rego.builtin.strings;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Units;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether any of some strings begins, or ends, with any of others. Strings that share a prefix stand together once sorted, so each
 * prefix needs one look.
 */
final class Affixes {
    private Affixes() {}

    static Bool anyPrefix(BuiltinContext context, Value[] arguments) {
        return any(context, arguments, false);
    }

    static Bool anySuffix(BuiltinContext context, Value[] arguments) {
        return any(context, arguments, true);
    }

    private static Bool any(BuiltinContext context, Value[] arguments, boolean suffix) {
        List<Str> values = operand(arguments, 0);
        List<Str> affixes = operand(arguments, 1);
        boolean text =
                values.stream().allMatch(Str::isText) && affixes.stream().allMatch(Str::isText);
        Units units = text ? Units.TEXT : Units.BYTES;
        context.budget().steps((long) values.size() + affixes.size());
        String[] sorted = read(units, values, suffix);
        Arrays.sort(sorted);
        for (String affix : read(units, affixes, suffix)) {
            int at = Arrays.binarySearch(sorted, affix);
            int first = at < 0 ? -at - 1 : at;
            if (first < sorted.length && sorted[first].startsWith(affix)) {
                return Bool.TRUE;
            }
        }
        return Bool.FALSE;
    }

    private static String[] read(Units units, List<Str> strings, boolean backwards) {
        List<String> read = new ArrayList<>(strings.size());
        for (Str s : strings) {
            String text = units.read(s);
            read.add(backwards ? charsReversed(text) : text);
        }
        return read.toArray(new String[0]);
    }

    /** Char by char: StringBuilder keeps surrogate pairs together, which would hide a shared suffix from none, but costs more. */
    private static String charsReversed(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0, j = chars.length - 1; i < j; i++, j--) {
            char c = chars[i];
            chars[i] = chars[j];
            chars[j] = c;
        }
        return new String(chars);
    }

    private static List<Str> operand(Value[] arguments, int position) {
        return switch (arguments[position]) {
            case Str s -> List.of(s);
            case Array _, RegoSet _ -> Operands.strings(arguments, position);
            default -> Operands.wrong(arguments, position, "string", "set", "array");
        };
    }
}

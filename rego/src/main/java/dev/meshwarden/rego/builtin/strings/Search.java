package dev.meshwarden.rego.builtin.strings;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Units;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

/** Whether and where one string stands in another. */
final class Search {
    private Search() {}

    static Bool contains(BuiltinContext context, Value[] arguments) {
        Str in = Operands.string(arguments, 0);
        Str of = Operands.string(arguments, 1);
        Units units = Units.of(in, of);
        return Bool.of(find(context.budget(), units.read(in), units.read(of), 0) >= 0);
    }

    static Bool startsWith(BuiltinContext context, Value[] arguments) {
        return Bool.of(startsWith(Operands.string(arguments, 0), Operands.string(arguments, 1)));
    }

    static Bool endsWith(BuiltinContext context, Value[] arguments) {
        return Bool.of(endsWith(Operands.string(arguments, 0), Operands.string(arguments, 1)));
    }

    static boolean startsWith(Str value, Str prefix) {
        Units units = Units.of(value, prefix);
        return units.read(value).startsWith(units.read(prefix));
    }

    static boolean endsWith(Str value, Str suffix) {
        Units units = Units.of(value, suffix);
        return units.read(value).endsWith(units.read(suffix));
    }

    static Num indexOf(BuiltinContext context, Value[] arguments) {
        String in = Operands.text(arguments, 0);
        String of = needle(arguments);
        int at = find(context.budget(), in, of, 0);
        return Num.of(at < 0 ? -1 : in.codePointCount(0, at));
    }

    static Array indexOfAll(BuiltinContext context, Value[] arguments) {
        String in = Operands.text(arguments, 0);
        String of = needle(arguments);
        Budget budget = context.budget();
        Array.Builder found = Array.builder();
        int counted = 0;
        int points = 0;
        for (int at = find(budget, in, of, 0); at >= 0; at = find(budget, in, of, at + 1)) {
            points += in.codePointCount(counted, at);
            counted = at;
            budget.step();
            found.add(Num.of(points));
            budget.elements(found.size());
        }
        return found.build();
    }

    private static String needle(Value[] arguments) {
        String of = Operands.text(arguments, 1);
        if (of.isEmpty()) {
            throw BuiltinError.failed("empty search character");
        }
        return of;
    }

    static Num count(BuiltinContext context, Value[] arguments) {
        Str in = Operands.string(arguments, 0);
        Str of = Operands.string(arguments, 1);
        if (of.equals(Str.EMPTY)) {
            return Num.of(in.codePoints() + 1);
        }
        Units units = Units.of(in, of);
        String text = units.read(in);
        String part = units.read(of);
        int count = 0;
        for (int at = find(context.budget(), text, part, 0);
                at >= 0;
                at = find(context.budget(), text, part, at + part.length())) {
            count++;
        }
        return Num.of(count);
    }

    /**
     * As {@code indexOf}, but long searches count: a needle that nearly fits everywhere costs the product of the lengths.
     */
    static int find(Budget budget, String in, String of, int from) {
        if (in.length() - from > 256) {
            budget.steps(((long) in.length() - from) / 256);
            if (of.length() > 32) {
                return Needle.find(budget, in, of, from);
            }
        }
        return in.indexOf(of, from);
    }
}

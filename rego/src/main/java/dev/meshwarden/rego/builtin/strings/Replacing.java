package dev.meshwarden.rego.builtin.strings;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Units;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * Parts of strings replaced, all in one pass from the left; where several fit at one place the first in order wins. An empty part fits
 * between any two bytes, as in Go, and not only between code points.
 */
final class Replacing {
    private record Pair(String old, String by) {}

    private Replacing() {}

    static Str replace(BuiltinContext context, Value[] arguments) {
        Str value = Operands.string(arguments, 0);
        Str old = Operands.string(arguments, 1);
        Str by = Operands.string(arguments, 2);
        Units units = old.equals(Str.EMPTY) ? Units.BYTES : Units.of(value, old, by);
        String text = units.read(value);
        Pair pair = new Pair(units.read(old), units.read(by));
        if (pair.old.isEmpty()) {
            return units.write(many(context.budget(), text, List.of(pair)));
        }
        Budget budget = context.budget();
        int at = Search.find(budget, text, pair.old, 0);
        if (at < 0) {
            return value;
        }
        var out = new StringBuilder();
        int last = 0;
        while (at >= 0) {
            budget.step();
            out.append(text, last, at).append(pair.by);
            budget.string(out.length());
            last = at + pair.old.length();
            at = Search.find(budget, text, pair.old, last);
        }
        out.append(text, last, text.length());
        budget.string(out.length());
        return units.write(out.toString());
    }

    static Str replaceMany(BuiltinContext context, Value[] arguments) {
        Obj patterns = Operands.object(arguments, 0);
        Str value = Operands.string(arguments, 1);
        boolean bytes = !value.isText();
        for (int i = 0; i < patterns.size(); i++) {
            if (!(patterns.keyAt(i) instanceof Str old)) {
                throw BuiltinError.type("operand 1 non-string key found in pattern object");
            }
            if (!(patterns.valueAt(i) instanceof Str by)) {
                throw BuiltinError.type("operand 1 non-string value found in pattern object");
            }
            bytes |= !old.isText() || !by.isText() || old.equals(Str.EMPTY);
        }
        Units units = bytes ? Units.BYTES : Units.TEXT;
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            pairs.add(
                    new Pair(
                            units.read((Str) patterns.keyAt(i)),
                            units.read((Str) patterns.valueAt(i))));
        }
        return units.write(many(context.budget(), units.read(value), pairs));
    }

    private static String many(Budget budget, String text, List<Pair> pairs) {
        var out = new StringBuilder();
        int last = 0;
        boolean emptyBefore = false;
        for (int i = 0; i <= text.length(); ) {
            Pair found = null;
            for (Pair p : pairs) {
                budget.step();
                if (!(emptyBefore && p.old.isEmpty()) && text.startsWith(p.old, i)) {
                    found = p;
                    break;
                }
            }
            emptyBefore = found != null && found.old.isEmpty();
            if (found == null) {
                i++;
                continue;
            }
            out.append(text, last, i).append(found.by);
            budget.string(out.length());
            i += found.old.length();
            last = i;
        }
        if (last < text.length()) {
            out.append(text, last, text.length());
        }
        budget.string(out.length());
        return out.toString();
    }
}

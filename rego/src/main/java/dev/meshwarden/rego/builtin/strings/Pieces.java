package dev.meshwarden.rego.builtin.strings;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Units;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;

/** Strings put together and taken apart. */
final class Pieces {
    private Pieces() {}

    static Str concat(BuiltinContext context, Value[] arguments) {
        Str delimiter = Operands.string(arguments, 0);
        List<Str> parts = new ArrayList<>();
        boolean text = delimiter.isText();
        for (Value v : Operands.members(arguments, 1, "set", "array")) {
            Str s = v instanceof Str part ? part : Operands.wrongMember(arguments, 1, v, "string");
            parts.add(s);
            text &= s.isText();
        }
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        Units units = text ? Units.TEXT : Units.BYTES;
        Budget budget = context.budget();
        budget.steps(parts.size());
        String between = units.read(delimiter);
        var out = new StringBuilder();
        for (Str part : parts) {
            out.append(out.isEmpty() && part == parts.getFirst() ? "" : between);
            out.append(units.read(part));
            budget.string(out.length());
        }
        return units.write(out.toString());
    }

    static Array split(BuiltinContext context, Value[] arguments) {
        Str value = Operands.string(arguments, 0);
        Str delimiter = Operands.string(arguments, 1);
        return array(parts(context.budget(), value, delimiter, Long.MAX_VALUE));
    }

    static Array splitN(BuiltinContext context, Value[] arguments) {
        Str value = Operands.string(arguments, 0);
        Str delimiter = Operands.string(arguments, 1);
        long n = Operands.integer(arguments, 2);
        if (n == 0) {
            return Array.EMPTY;
        }
        if (n > 0) {
            long most = n == Long.MAX_VALUE ? n : n + 1;
            List<Str> parts = parts(context.budget(), value, delimiter, most);
            return array(parts.size() > n ? parts.subList(0, (int) n) : parts);
        }
        List<Str> all = parts(context.budget(), value, delimiter, Long.MAX_VALUE);
        return array(all.subList((int) Math.max(0, all.size() + n), all.size()));
    }

    private static Array array(List<Str> parts) {
        return Array.ofList(parts);
    }

    /** At most so many parts, the last with all the rest; an empty delimiter parts every code point. */
    private static List<Str> parts(Budget budget, Str value, Str delimiter, long most) {
        Units units = Units.of(value, delimiter);
        String text = units.read(value);
        String between = units.read(delimiter);
        List<Str> parts = new ArrayList<>();
        int from = 0;
        while (parts.size() + 1 < most) {
            int end;
            int next;
            if (between.isEmpty()) {
                if (from == text.length() || units.next(text, from) == text.length()) {
                    break;
                }
                end = units.next(text, from);
                next = end;
            } else {
                end = Search.find(budget, text, between, from);
                if (end < 0) {
                    break;
                }
                next = end + between.length();
            }
            budget.step();
            parts.add(units.write(text.substring(from, end)));
            budget.elements(parts.size());
            from = next;
        }
        if (from < text.length() || !between.isEmpty()) {
            parts.add(units.write(text.substring(from)));
        }
        return parts;
    }

    static Str substring(BuiltinContext context, Value[] arguments) {
        Str value = Operands.string(arguments, 0);
        long offset = Operands.integer(arguments, 1);
        long length = Operands.integer(arguments, 2);
        if (offset < 0) {
            throw BuiltinError.failed("negative offset");
        }
        String text = value.text();
        if (offset >= text.length()) {
            return Str.EMPTY;
        }
        int points = value.codePoints();
        if (offset >= points) {
            return Str.EMPTY;
        }
        if (offset == 0 && length >= points) {
            return value;
        }
        int from = text.offsetByCodePoints(0, (int) offset);
        if (length < 0 || length >= points - offset) {
            return Str.of(text.substring(from));
        }
        return Str.of(text.substring(from, text.offsetByCodePoints(from, (int) length)));
    }
}

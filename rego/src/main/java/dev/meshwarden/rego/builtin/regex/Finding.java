package dev.meshwarden.rego.builtin.regex;

import com.google.re2j.Pattern;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

/** The parts of a text that match, or lie between matches. */
final class Finding {
    private Finding() {}

    static Array find(BuiltinContext context, Value[] arguments) {
        String pattern = Operands.text(arguments, 0);
        String text = Operands.text(arguments, 1);
        long most = Operands.integer(arguments, 2);
        Pattern compiled = Patterns.compile(context, pattern);
        Array.Builder parts = Array.builder();
        for (Found f : Found.all(context, compiled, text, most)) {
            parts.add(Str.of(f.group(text, 0)));
        }
        return parts.build();
    }

    static Array findGroups(BuiltinContext context, Value[] arguments) {
        String pattern = Operands.text(arguments, 0);
        String text = Operands.text(arguments, 1);
        long most = Operands.integer(arguments, 2);
        Pattern compiled = Patterns.compile(context, pattern);
        Array.Builder matches = Array.builder();
        for (Found f : Found.all(context, compiled, text, most)) {
            context.budget().steps(f.groups());
            Array.Builder groups = Array.builder(f.groups());
            for (int g = 0; g < f.groups(); g++) {
                groups.add(Str.of(f.group(text, g)));
            }
            matches.add(groups.build());
        }
        return matches.build();
    }

    static Array split(BuiltinContext context, Value[] arguments) {
        String pattern = Operands.text(arguments, 0);
        Str value = Operands.string(arguments, 1);
        Pattern compiled = Patterns.compile(context, pattern);
        String text = value.text();
        if (text.isEmpty() && !pattern.isEmpty()) {
            return Array.of(value);
        }
        Array.Builder parts = Array.builder();
        int begin = 0;
        int end = 0;
        for (Found f : Found.all(context, compiled, text, -1)) {
            end = f.start();
            if (f.end() != 0) {
                parts.add(Str.of(text.substring(begin, end)));
            }
            begin = f.end();
        }
        if (end != text.length()) {
            parts.add(Str.of(text.substring(begin)));
        }
        return parts.build();
    }
}

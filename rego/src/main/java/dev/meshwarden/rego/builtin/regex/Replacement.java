package dev.meshwarden.rego.builtin.regex;

import com.google.re2j.Pattern;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Every match replaced, with {@code $1}, {@code ${name}} and {@code $$} in the replacement as Go expands them: a name is as long as its
 * letters, digits and underscores go, an unknown one is empty, a dollar sign before anything else stays.
 */
final class Replacement {
    private sealed interface Part {}

    private record Literal(String text) implements Part {}

    /** A group's number, -1 for one that does not exist. */
    private record Group(int number) implements Part {}

    private Replacement() {}

    static Str call(BuiltinContext context, Value[] arguments) {
        Str value = Operands.string(arguments, 0);
        String pattern = Operands.text(arguments, 1);
        String template = Operands.text(arguments, 2);
        Pattern compiled = Patterns.compile(context, pattern);
        String text = value.text();
        List<Found> matches = Found.all(context, compiled, text, -1);
        if (matches.isEmpty()) {
            return value;
        }
        List<Part> parts = parts(template, compiled.namedGroups());
        var out = new StringBuilder();
        int last = 0;
        for (Found f : matches) {
            out.append(text, last, f.start());
            for (Part part : parts) {
                switch (part) {
                    case Literal(var literal) -> out.append(literal);
                    case Group(var number) -> {
                        if (number >= 0 && number < f.groups()) {
                            out.append(f.group(text, number));
                        }
                    }
                }
            }
            context.budget().string(out.length());
            last = f.end();
        }
        out.append(text, last, text.length());
        context.budget().string(out.length());
        return Str.of(out.toString());
    }

    private static List<Part> parts(String template, Map<String, Integer> names) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < template.length()) {
            int dollar = template.indexOf('$', at);
            if (dollar < 0) {
                parts.add(new Literal(template.substring(at)));
                break;
            }
            parts.add(new Literal(template.substring(at, dollar)));
            at = dollar + 1;
            if (template.startsWith("$", at)) {
                parts.add(new Literal("$"));
                at++;
                continue;
            }
            boolean braces = template.startsWith("{", at);
            int first = braces ? at + 1 : at;
            int end = nameEnd(template, first);
            boolean whole = end > first && (!braces || template.startsWith("}", end));
            if (!whole) {
                parts.add(new Literal("$"));
                continue;
            }
            parts.add(new Group(number(template.substring(first, end), names)));
            at = braces ? end + 1 : end;
        }
        return parts;
    }

    private static int nameEnd(String template, int from) {
        int end = from;
        while (end < template.length()) {
            int c = template.codePointAt(end);
            if (!Character.isLetter(c)
                    && Character.getType(c) != Character.DECIMAL_DIGIT_NUMBER
                    && c != '_') {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private static int number(String name, Map<String, Integer> names) {
        boolean digits = name.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean leadingZero = name.length() > 1 && name.startsWith("0");
        if (digits && !leadingZero && name.length() <= 8) {
            return Integer.parseInt(name);
        }
        return names.getOrDefault(name, -1);
    }
}

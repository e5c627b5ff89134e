package dev.meshwarden.rego.builtin.tracing;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.limit.Footprint;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of text from values. The compiler hands each operand over as a set of its solutions, empty where it is undefined; a line is made
 * for each combination.
 */
final class Printing {
    private static final String UNDEFINED = "<undefined>";

    private Printing() {}

    static Bool print(BuiltinContext context, Value[] arguments) {
        List<String> parts = new ArrayList<>();
        for (Value v : arguments) {
            parts.add(text(context, v));
        }
        context.world().print().accept(String.join(" ", parts));
        return Bool.TRUE;
    }

    static Bool printAll(BuiltinContext context, Value[] arguments) {
        for (List<String> line : combinations(context, Operands.array(arguments, 0))) {
            context.world().print().accept(String.join(" ", line));
        }
        return Bool.TRUE;
    }

    static Str template(BuiltinContext context, Value[] arguments) {
        List<List<String>> lines = combinations(context, Operands.array(arguments, 0));
        if (lines.size() > 1) {
            throw BuiltinError.failed("template-strings must not produce multiple outputs");
        }
        return Str.of(String.join("", lines.getFirst()));
    }

    private static List<List<String>> combinations(BuiltinContext context, Array operands) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of());
        for (Value operand : operands) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> line : lines) {
                for (String text : solutions(context, operand)) {
                    context.budget().step();
                    List<String> next = new ArrayList<>(line);
                    next.add(text);
                    longer.add(next);
                    context.budget().string(next.stream().mapToLong(String::length).sum());
                    context.budget().elements(longer.size());
                    context.budget().built(Footprint.array(next.size()));
                }
            }
            lines = longer;
        }
        return lines;
    }

    private static List<String> solutions(BuiltinContext context, Value operand) {
        if (!(operand instanceof RegoSet set)) {
            return List.of(text(context, operand));
        }
        if (set.size() == 0) {
            return List.of(UNDEFINED);
        }
        List<String> texts = new ArrayList<>();
        for (Value member : set) {
            texts.add(text(context, member));
        }
        return texts;
    }

    private static String text(BuiltinContext context, Value value) {
        if (value instanceof Str s) {
            return s.text();
        }
        context.budget().text(value);
        return value.toString();
    }
}

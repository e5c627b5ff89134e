package dev.meshwarden.rego.builtin.regex;

import com.google.re2j.Pattern;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.GoQuote;
import dev.meshwarden.rego.value.Value;

import java.nio.charset.StandardCharsets;

/** Whether a whole text fits a template: plain but for the patterns between two delimiters. */
final class TemplateMatch {
    private TemplateMatch() {}

    static Bool call(BuiltinContext context, Value[] arguments) {
        String template = Operands.text(arguments, 0);
        String value = Operands.text(arguments, 1);
        String start = Operands.text(arguments, 2);
        String end = Operands.text(arguments, 3);
        int startBytes = start.getBytes(StandardCharsets.UTF_8).length;
        if (startBytes != 1) {
            throw wrongLength("start", startBytes);
        }
        if (end.getBytes(StandardCharsets.UTF_8).length != 1) {
            throw wrongLength("end", startBytes); // OPA names the other's length too
        }
        String pattern = pattern(context, template, start.charAt(0), end.charAt(0));
        Pattern compiled = Patterns.compile(context, pattern);
        return Bool.of(Patterns.matcher(context.budget(), compiled, value).find());
    }

    private static BuiltinError wrongLength(String which, int bytes) {
        return BuiltinError.failed(
                which
                        + " delimiter has to be exactly one character long but is "
                        + bytes
                        + " long");
    }

    private static String pattern(BuiltinContext context, String template, char start, char end) {
        var pattern = new StringBuilder("^");
        int plainFrom = 0;
        int level = 0;
        int opened = 0;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == start) {
                if (level++ == 0) {
                    opened = i;
                }
            } else if (c == end) {
                level--;
                if (level == 0) {
                    String inside = template.substring(opened + 1, i);
                    pattern.append(Pattern.quote(template.substring(plainFrom, opened)));
                    pattern.append('(').append(inside).append(')');
                    Patterns.compile(context, "^" + inside + "$");
                    plainFrom = i + 1;
                } else if (level < 0) {
                    throw unbalanced(template);
                }
            }
        }
        if (level != 0) {
            throw unbalanced(template);
        }
        return pattern.append(Pattern.quote(template.substring(plainFrom))).append('$').toString();
    }

    private static BuiltinError unbalanced(String template) {
        return BuiltinError.failed("unbalanced braces in " + GoQuote.string(template, false));
    }
}

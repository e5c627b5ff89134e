package dev.meshwarden.rego.builtin.glob;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.builtin.regex.Patterns;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.List;

/** Every builtin on globs. */
public final class GlobBuiltins {
    private static final String SPECIAL = "*?\\[]{}";

    /** A pattern together with its delimiters. */
    private record Asked(Str pattern, String delimiters) {}

    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "glob.match",
                            Signature.of(
                                    "pattern: string, delimiters: null | array[string],"
                                            + " match: string -> boolean"),
                            GlobBuiltins::match),
                    pure(
                            "glob.quote_meta",
                            Signature.of("pattern: string -> string"),
                            GlobBuiltins::quote));

    private GlobBuiltins() {}

    private static Bool match(BuiltinContext context, Value[] arguments) {
        Str pattern = Operands.string(arguments, 0);
        String delimiters = delimiters(arguments);
        String value = Operands.text(arguments, 2);
        String regex =
                context.memo(
                        new Asked(pattern, delimiters),
                        asked -> GlobPattern.toRegex(asked.pattern, asked.delimiters));
        return Bool.of(
                Patterns.matcher(context.budget(), Patterns.compile(context, regex), value)
                        .matches());
    }

    /** None for null, a dot for an empty array. */
    private static String delimiters(Value[] arguments) {
        if (arguments[1] instanceof Null) {
            return "";
        }
        if (!(arguments[1] instanceof Array array)) {
            return Operands.wrong(arguments, 1, "array", "null");
        }
        var delimiters = new StringBuilder();
        for (Value v : array) {
            if (!(v instanceof Str s)) {
                return Operands.wrongMember(arguments, 1, v, "string");
            } else if (s.codePoints() != 1) {
                return Operands.wrongMember(arguments, 1, v, "rune");
            }
            delimiters.append(s.text());
        }
        return delimiters.isEmpty() ? "." : delimiters.toString();
    }

    private static Str quote(BuiltinContext context, Value[] arguments) {
        String text = Operands.text(arguments, 0);
        context.budget().string(text.length() * 2L);
        var out = new StringBuilder();
        for (char c : text.toCharArray()) {
            out.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return Str.of(out.toString());
    }
}

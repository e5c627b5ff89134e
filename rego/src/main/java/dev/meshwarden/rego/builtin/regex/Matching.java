package dev.meshwarden.rego.builtin.regex;

import com.google.re2j.Pattern;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

/** Whether a text has a match, and whether a pattern is one. */
final class Matching {
    private Matching() {}

    static Bool match(BuiltinContext context, Value[] arguments) {
        String pattern = Operands.text(arguments, 0);
        String value = Operands.text(arguments, 1);
        Pattern compiled = Patterns.compile(context, pattern);
        return Bool.of(Patterns.matcher(context.budget(), compiled, value).find());
    }

    static Bool isValid(BuiltinContext context, Value[] arguments) {
        if (!(arguments[0] instanceof Str s)) {
            return Bool.FALSE;
        }
        try {
            Patterns.compile(context, s.text());
            return Bool.TRUE;
        } catch (BuiltinError _) {
            return Bool.FALSE; // the question itself
        }
    }
}

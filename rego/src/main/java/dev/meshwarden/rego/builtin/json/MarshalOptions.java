package dev.meshwarden.rego.builtin.json;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.GoQuote;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

/** How {@code json.marshal_with_options} lays its text out. Asking for an indent or a prefix asks for lines, unless pretty says no. */
record MarshalOptions(boolean lines, String prefix, String indent) {
    static Str call(BuiltinContext context, Value[] arguments) {
        MarshalOptions options = of(Operands.object(arguments, 1));
        context.budget().text(arguments[0]);
        String text =
                options.lines
                        ? options.prefix
                                + JsonWriter.toGoJson(arguments[0], options.prefix, options.indent)
                        : JsonWriter.toGoJson(arguments[0]);
        context.budget().steps(text.length() / 64);
        context.budget().string(text.length());
        return Str.of(text);
    }

    private static MarshalOptions of(Obj options) {
        String prefix = "";
        String indent = "\t";
        boolean implied = false;
        Bool pretty = null;
        for (int i = 0; i < options.size(); i++) {
            Value value = options.valueAt(i);
            if (!(options.keyAt(i) instanceof Str key)) {
                throw wrong(
                        "failed to stringify key %s at index %d: operand %d must be string but got %s"
                                .formatted(options.keyAt(i), i, i, options.keyAt(i).typeName()));
            }
            switch (key.text()) {
                case "prefix" -> {
                    prefix = text(key, value, i);
                    implied = true;
                }
                case "indent" -> {
                    indent = text(key, value, i);
                    implied = true;
                }
                case "pretty" -> {
                    if (!(value instanceof Bool b)) {
                        throw wrong("key " + GoQuote.term(key) + " failed cast to bool");
                    }
                    pretty = b;
                }
                default -> throw wrong("object contained unknown key " + GoQuote.term(key));
            }
        }
        return new MarshalOptions(pretty == null ? implied : pretty.value(), prefix, indent);
    }

    private static String text(Str key, Value value, int position) {
        if (value instanceof Str s) {
            return s.text();
        }
        throw wrong(
                "key %s failed cast to string: operand %d must be string but got %s"
                        .formatted(GoQuote.term(key), position, value.typeName()));
    }

    private static BuiltinError wrong(String what) {
        return BuiltinError.type("operand 2 " + what);
    }
}

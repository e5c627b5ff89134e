package dev.meshwarden.rego.builtin.json;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.ReadOptions;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

/** Values to JSON text and back. What is wrong with a text is said in Go's words. */
final class JsonTexts {
    private static final JsonReader READER = new JsonReader(ReadOptions.LENIENT);

    /** Bytes that a letter of a document comes to at most, or nearly: a digit and a comma make a number. */
    private static final long MEMORY = 16;

    private JsonTexts() {}

    static Str marshal(BuiltinContext context, Value[] arguments) {
        context.budget().text(arguments[0]);
        String text = JsonWriter.toGoJson(arguments[0]);
        context.budget().steps(text.length() / 64);
        context.budget().string(text.length());
        return Str.of(text);
    }

    static Value unmarshal(BuiltinContext context, Value[] arguments) {
        String text = Operands.text(arguments, 0);
        context.budget().steps(text.length() / 64);
        context.budget().built(text.length() * MEMORY);
        var syntax = new JsonSyntax(text);
        syntax.document().ifPresent(wrong -> fail(wrong));
        syntax.rest().ifPresent(wrong -> fail(wrong));
        try {
            return READER.parse(text.substring(0, syntax.end()));
        } catch (MalformedText e) {
            throw BuiltinError.failed(e.reason());
        }
    }

    private static void fail(String wrong) {
        throw BuiltinError.failed(wrong);
    }

    static Bool isValid(BuiltinContext context, Value[] arguments) {
        if (!(arguments[0] instanceof Str s)) {
            return Bool.FALSE;
        }
        context.budget().steps(s.text().length() / 64);
        var syntax = new JsonSyntax(s.text());
        return Bool.of(syntax.document().isEmpty() && syntax.isAtEnd());
    }
}

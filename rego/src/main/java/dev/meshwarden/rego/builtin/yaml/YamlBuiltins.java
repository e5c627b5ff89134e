package dev.meshwarden.rego.builtin.yaml;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlReader;
import dev.meshwarden.rego.value.YamlWriter;

import java.util.List;

/** {@code yaml.*}: the first document of a text, and values as block-style YAML. */
public final class YamlBuiltins {
    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "yaml.is_valid",
                            Signature.of("x: string -> boolean"),
                            YamlBuiltins::isValid),
                    pure("yaml.marshal", Signature.of("x: any -> string"), YamlBuiltins::marshal),
                    pure(
                            "yaml.unmarshal",
                            Signature.of("x: string -> any"),
                            YamlBuiltins::unmarshal));

    private YamlBuiltins() {}

    private static Value isValid(BuiltinContext context, Value[] arguments) {
        if (!(arguments[0] instanceof Str s) || !s.isText()) {
            return Bool.FALSE;
        }
        try {
            YamlReader.readFirst(s.text());
            return Bool.TRUE;
        } catch (MalformedText _) {
            return Bool.FALSE;
        }
    }

    private static Value marshal(BuiltinContext context, Value[] arguments) {
        context.budget().text(arguments[0]);
        String text = YamlWriter.toYaml(arguments[0]);
        if (JsonWriter.toJson(arguments[0]).chars().anyMatch(YamlBuiltins::isControl)) {
            throw BuiltinError.failed("yaml: control characters are not allowed");
        }
        context.budget().string(text.length());
        return Str.of(text);
    }

    private static Value unmarshal(BuiltinContext context, Value[] arguments) {
        Str text = Operands.string(arguments, 0);
        if (!text.isText()) {
            throw BuiltinError.failed("yaml: invalid UTF-8");
        }
        try {
            return YamlReader.readFirst(text.text());
        } catch (MalformedText e) {
            boolean ofAnchor = e.reason().contains("anchor '"); // Go tells no line there
            String line = e.row() > 0 && !ofAnchor ? "line " + e.row() + ": " : "";
            throw BuiltinError.failed("yaml: " + line + e.reason());
        }
    }

    /** go-yaml, which OPA hands its JSON to, reads no such character. */
    private static boolean isControl(int c) {
        return c >= 0x7f && c < 0xa0 && c != 0x85;
    }
}

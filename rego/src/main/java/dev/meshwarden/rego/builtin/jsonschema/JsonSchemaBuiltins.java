package dev.meshwarden.rego.builtin.jsonschema;

import static dev.meshwarden.rego.builtin.Builtin.nonDeterministic;

import com.networknt.schema.Schema;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.List;

/** {@code json.verify_schema} and {@code json.match_schema}. Documents and schemas are objects, arrays, or JSON as text. */
public final class JsonSchemaBuiltins {
    public static final List<Builtin> ALL =
            List.of(
                    nonDeterministic(
                            "json.verify_schema",
                            Signature.of(
                                    "schema: string | object{[any]: any} -> tuple[boolean, null |"
                                            + " string]"),
                            JsonSchemaBuiltins::verify),
                    nonDeterministic(
                            "json.match_schema",
                            Signature.of(
                                    "document: string | object{[any]: any}, schema: string |"
                                            + " object{[any]: any} -> tuple[boolean,"
                                            + " array[object{error: string, type: string, field:"
                                            + " string, desc: string}]]"),
                            JsonSchemaBuiltins::match));

    private record Key(Value schema) {}

    private JsonSchemaBuiltins() {}

    private static Value verify(BuiltinContext context, Value[] arguments) {
        context.budget().text(arguments[0]);
        try {
            Schemas.compile(json(arguments[0]));
            return Array.of(Bool.TRUE, Null.NULL);
        } catch (BuiltinError e) {
            return Array.of(Bool.FALSE, Str.of("jsonschema: " + e.reason()));
        }
    }

    private static Value match(BuiltinContext context, Value[] arguments) {
        context.budget().text(arguments[0]);
        context.budget().text(arguments[1]);
        String document = JsonWriter.toJson(json(arguments[0]));
        Schema schema =
                context.memo(new Key(arguments[1]), key -> Schemas.compile(json(key.schema())));
        List<SchemaFailure> failures = Schemas.failures(schema, document);
        context.budget().checkTime();
        return Array.of(Bool.of(failures.isEmpty()), MatchErrors.of(failures));
    }

    private static Value json(Value value) {
        return switch (value) {
            case Str text -> {
                try {
                    yield JsonReader.read(text.text());
                } catch (MalformedText _) {
                    throw BuiltinError.failed("invalid JSON string");
                }
            }
            case Obj object -> object;
            case Array array -> array;
            case Value _ -> throw BuiltinError.failed("wrong type, expected string or object");
        };
    }
}

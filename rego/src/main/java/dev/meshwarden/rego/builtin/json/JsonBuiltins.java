package dev.meshwarden.rego.builtin.json;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.type.Type;

import java.util.List;

/** Every builtin on JSON texts, and those that cut documents by paths. */
public final class JsonBuiltins {
    private static final Type.Function BY_PATHS =
            Signature.of(
                    "object: object{[any]: any}, paths: array[string | array[any]]"
                            + " | set[string | array[any]] -> object{[any]: any}");

    public static final List<Builtin> ALL =
            List.of(
                    pure("json.filter", BY_PATHS, Documents::filter),
                    pure("json.remove", BY_PATHS, Documents::remove),
                    pure("json.marshal", Signature.of("x: any -> string"), JsonTexts::marshal),
                    pure(
                            "json.marshal_with_options",
                            Signature.of(
                                    "x: any, opts: object{indent: string, prefix: string,"
                                            + " pretty: boolean, [string]: any} -> string"),
                            MarshalOptions::call),
                    pure("json.unmarshal", Signature.of("x: string -> any"), JsonTexts::unmarshal),
                    pure(
                            "json.is_valid",
                            Signature.of("x: string -> boolean"),
                            JsonTexts::isValid));

    private JsonBuiltins() {}
}

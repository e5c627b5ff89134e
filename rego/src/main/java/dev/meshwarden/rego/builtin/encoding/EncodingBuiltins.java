package dev.meshwarden.rego.builtin.encoding;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.type.Type;

import java.util.List;

/** Every encoding of strings. */
public final class EncodingBuiltins {
    private static final Type.Function MAP = Signature.of("x: string -> string");

    public static final List<Builtin> ALL =
            List.of(
                    pure("base64.encode", MAP, Base64Text::encode),
                    pure("base64.decode", MAP, Base64Text::decode),
                    pure(
                            "base64.is_valid",
                            Signature.of("x: string -> boolean"),
                            Base64Text::isValid),
                    pure("base64url.encode", MAP, Base64Text::encodeUrl),
                    pure("base64url.encode_no_pad", MAP, Base64Text::encodeUrlWithoutPadding),
                    pure("base64url.decode", MAP, Base64Text::decodeUrl),
                    pure("hex.encode", MAP, HexText::encode),
                    pure("hex.decode", MAP, HexText::decode),
                    pure("urlquery.encode", MAP, UrlQuery::encode),
                    pure("urlquery.decode", MAP, UrlQuery::decode),
                    pure(
                            "urlquery.encode_object",
                            Signature.of(
                                    "object: object{[string]: string | array[string]"
                                            + " | set[string]} -> string"),
                            UrlQuery::encodeObject),
                    pure(
                            "urlquery.decode_object",
                            Signature.of("x: string -> object{[string]: array[string]}"),
                            UrlQuery::decodeObject));

    private EncodingBuiltins() {}
}

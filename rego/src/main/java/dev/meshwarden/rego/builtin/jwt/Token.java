package dev.meshwarden.rego.builtin.jwt;

import dev.meshwarden.rego.builtin.Base64Text;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The three parts of a signed token, each still encoded. */
record Token(String header, String payload, String signature) {
    /** Throws {@link BuiltinError} unless there are three parts. */
    static Token of(String text) {
        if (text.indexOf('.') < 0) {
            throw BuiltinError.failed("encoded JWT had no period separators");
        }
        List<String> parts = List.of(text.split("\\.", -1));
        if (parts.size() != 3) {
            throw BuiltinError.failed("encoded JWT must have 3 sections, found " + parts.size());
        }
        return new Token(parts.get(0), parts.get(1), parts.get(2));
    }

    Obj decodedHeader() {
        byte[] bytes;
        try {
            bytes = decode(header);
        } catch (BuiltinError e) {
            throw BuiltinError.failed("JWT header had invalid encoding: " + e.reason());
        }
        Obj decoded;
        try {
            decoded = object(bytes);
        } catch (BuiltinError e) {
            throw BuiltinError.failed("bad JWT header: " + e.reason());
        }
        if (decoded.get("enc") != null) {
            throw BuiltinError.failed("JWT is a JWE object, which is not supported");
        }
        return decoded;
    }

    Str payloadText() {
        try {
            return Str.ofBytes(decode(payload));
        } catch (BuiltinError e) {
            throw BuiltinError.failed("JWT payload had invalid encoding: " + e.reason());
        }
    }

    byte[] signatureBytes() {
        return decode(signature);
    }

    /** What the signature is over. */
    byte[] signed() {
        return (header + '.' + payload).getBytes(StandardCharsets.UTF_8);
    }

    static Obj object(byte[] json) {
        try {
            if (JsonReader.read(Str.ofBytes(json).text()) instanceof Obj object) {
                return object;
            }
        } catch (MalformedText e) {
            throw BuiltinError.failed("invalid JSON: " + e.reason());
        }
        throw BuiltinError.failed("decoded JSON type was not an Object");
    }

    /** Base64 of addresses, padded or not. */
    static byte[] decode(String text) {
        if (text.endsWith("=")) {
            return Base64Text.PADDED_URL.decode(text);
        }
        return switch (text.length() % 4) {
            case 0 -> Base64Text.PADDED_URL.decode(text);
            case 2 -> Base64Text.PADDED_URL.decode(text + "==");
            case 3 -> Base64Text.PADDED_URL.decode(text + "=");
            default -> throw BuiltinError.failed("illegal base64url string: " + text);
        };
    }
}

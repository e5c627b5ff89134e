package dev.meshwarden.rego.builtin.jwt;

import dev.meshwarden.rego.builtin.Base64Text;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes a token of header, payload and key, each as JSON text. */
final class TokenSigner {
    private TokenSigner() {}

    /** Throws {@link BuiltinError} with OPA's reason. */
    static Str sign(Str header, Str payload, String key) {
        List<WebKey> keys = WebKeyReader.read(key);
        if (keys.isEmpty()) {
            throw BuiltinError.failed("no keys found in JWK set");
        }
        Obj fields = header(header.text());
        String name = algorithm(fields);
        Algorithm algorithm =
                Algorithm.named(name)
                        .orElseThrow(() -> BuiltinError.failed("unknown JWS algorithm: " + name));
        Value type = fields.get("typ");
        boolean token = !(type instanceof Str t) || t.text().equals("JWT");
        if (token && !isJson(payload.text())) {
            throw BuiltinError.failed("type is JWT but payload is not JSON");
        }
        String signed =
                Base64Text.URL.encode(header.bytes())
                        + '.'
                        + Base64Text.URL.encode(payload.bytes());
        byte[] signature =
                Signatures.sign(
                        algorithm,
                        keys.getFirst().material(),
                        signed.getBytes(StandardCharsets.US_ASCII));
        return Str.of(signed + '.' + Base64Text.URL.encode(signature));
    }

    private static Obj header(String text) {
        if (text.isEmpty()) {
            throw noAlgorithm("cannot parse JSON: cannot parse empty string");
        }
        Value read = parse(text);
        // OPA's parser takes any run of these characters for a number
        boolean number = text.chars().allMatch(c -> "0123456789eE+-.".indexOf(c) >= 0);
        if (read == null && !number) {
            throw noAlgorithm("cannot parse JSON: malformed header");
        }
        return read instanceof Obj object ? object : Obj.EMPTY;
    }

    private static String algorithm(Obj header) {
        return switch (header.get("alg")) {
            case null -> throw noAlgorithm("jwsbb: header \"alg\" not found");
            case Str s -> s.text();
            case Value other ->
                    throw noAlgorithm(
                            "value doesn't contain string; it contains " + other.typeName());
        };
    }

    private static BuiltinError noAlgorithm(String reason) {
        return BuiltinError.failed("missing or invalid 'alg' header: " + reason);
    }

    private static boolean isJson(String text) {
        return parse(text) != null;
    }

    /** Null for what is no JSON. */
    private static @Nullable Value parse(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedText _) {
            return null;
        }
    }
}

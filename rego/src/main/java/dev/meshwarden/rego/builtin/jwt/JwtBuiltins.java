package dev.meshwarden.rego.builtin.jwt;

import static dev.meshwarden.rego.builtin.Builtin.nonDeterministic;
import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** {@code io.jwt.*}: web tokens taken apart, verified and made. */
public final class JwtBuiltins {
    private static final String PARTS = "tuple[object{[any]: any}, object{[any]: any}, string]";
    private static final String VERIFIED = "tuple[boolean, object{[any]: any}, object{[any]: any}]";
    private static final Array UNVERIFIED = Array.of(Bool.FALSE, Obj.EMPTY, Obj.EMPTY);
    private static final int MOST_NESTED = 32;

    public static final List<Builtin> ALL = all();

    private record KeysOf(String text) {}

    private JwtBuiltins() {}

    private static List<Builtin> all() {
        List<Builtin> all = new ArrayList<>();
        all.add(
                pure(
                        "io.jwt.decode",
                        Signature.of("jwt: string -> " + PARTS),
                        JwtBuiltins::decode));
        all.add(
                nonDeterministic(
                        "io.jwt.decode_verify",
                        Signature.of(
                                "jwt: string, constraints: object{[string]: any} -> " + VERIFIED),
                        JwtBuiltins::decodeVerify));
        all.add(
                nonDeterministic(
                        "io.jwt.encode_sign",
                        Signature.of(
                                "headers: object{[string]: any}, payload: object{[string]: any},"
                                        + " key: object{[string]: any} -> string"),
                        JwtBuiltins::encodeSign));
        all.add(
                nonDeterministic(
                        "io.jwt.encode_sign_raw",
                        Signature.of("headers: string, payload: string, key: string -> string"),
                        JwtBuiltins::encodeSignRaw));
        for (Algorithm algorithm : Algorithm.values()) {
            all.add(verifier(algorithm));
        }
        return List.copyOf(all);
    }

    private static Builtin verifier(Algorithm algorithm) {
        String name = "io.jwt.verify_" + algorithm.name().toLowerCase(Locale.ROOT);
        return algorithm.family() == Algorithm.Family.HMAC
                ? pure(
                        name,
                        Signature.of("jwt: string, secret: string -> boolean"),
                        (_, arguments) -> verifySecret(algorithm, arguments))
                : pure(
                        name,
                        Signature.of("jwt: string, certificate: string -> boolean"),
                        (context, arguments) -> verifyKey(context, algorithm, arguments));
    }

    private static Value verifySecret(Algorithm algorithm, Value[] arguments) {
        String text = Operands.text(arguments, 0);
        Str secret = Operands.string(arguments, 1);
        Token token = Token.of(text);
        return Bool.of(
                Signatures.verify(
                        algorithm, secret.bytes(), token.signed(), token.signatureBytes()));
    }

    private static Value verifyKey(BuiltinContext context, Algorithm algorithm, Value[] arguments) {
        Token token = Token.of(Operands.text(arguments, 0));
        var text = new KeysOf(Operands.text(arguments, 1));
        List<WebKey> keys = context.memo(text, k -> TrustedKeys.read(k.text()));
        byte[] signature = token.signatureBytes();
        TokenHeader header = TokenHeader.of(token.decodedHeader());
        byte[] message = token.signed();
        return Bool.of(
                KeyChoice.anyOf(
                        keys,
                        header,
                        key ->
                                key.material() instanceof WebKey.Material.Open(var open)
                                        && Signatures.verify(algorithm, open, message, signature)));
    }

    /** A token whose content is a token is decoded down to the innermost. */
    private static Value decode(BuiltinContext context, Value[] arguments) {
        String text = Operands.text(arguments, 0);
        for (int depth = 0; depth < MOST_NESTED; depth++) {
            Token token = Token.of(text);
            Obj header = token.decodedHeader();
            Str payload = token.payloadText();
            if (header.get("cty") instanceof Str type && type.text().equals("JWT")) {
                text = payload.text().replaceAll("^[\"']+|[\"']+$", "");
                continue;
            }
            Obj claims = Token.object(payload.bytes());
            byte[] signature;
            try {
                signature = token.signatureBytes();
            } catch (BuiltinError e) {
                throw BuiltinError.failed("JWT signature had invalid encoding: " + e.reason());
            }
            return Array.of(header, claims, Str.of(HexFormat.of().formatHex(signature)));
        }
        throw BuiltinError.failed("JWT nested too deeply");
    }

    private static Value decodeVerify(BuiltinContext context, Value[] arguments) {
        Obj options = Operands.object(arguments, 1);
        TokenConstraints constraints = TokenConstraints.of(context, options);
        String text = Operands.text(arguments, 0);
        for (int depth = 0; depth < MOST_NESTED; depth++) {
            Token token = Token.of(text);
            Obj fields = token.decodedHeader();
            TokenHeader header = TokenHeader.of(fields);
            boolean wanted =
                    constraints.algorithm().isEmpty()
                            || constraints.algorithm().equals(header.algorithm());
            if (!header.valid()
                    || !wanted
                    || !constraints.verifies(header, token.signed(), token.signatureBytes())) {
                return UNVERIFIED;
            }
            Str payload = token.payloadText();
            if (header.contentType().equalsIgnoreCase("JWT")) {
                text = payload.text();
                continue;
            }
            Obj claims = Token.object(payload.bytes());
            return constraints.holds(claims) ? Array.of(Bool.TRUE, fields, claims) : UNVERIFIED;
        }
        throw BuiltinError.failed("JWT nested too deeply");
    }

    private static Value encodeSign(BuiltinContext context, Value[] arguments) {
        for (Value argument : arguments) {
            context.budget().text(argument);
        }
        return TokenSigner.sign(
                Str.of(JsonWriter.toGoJson(arguments[0])),
                Str.of(JsonWriter.toGoJson(arguments[1])),
                JsonWriter.toGoJson(arguments[2]));
    }

    private static Value encodeSignRaw(BuiltinContext context, Value[] arguments) {
        String key = Operands.text(arguments, 2);
        return TokenSigner.sign(Operands.string(arguments, 0), Operands.string(arguments, 1), key);
    }
}

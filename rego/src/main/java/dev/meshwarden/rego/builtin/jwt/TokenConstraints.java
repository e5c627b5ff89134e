package dev.meshwarden.rego.builtin.jwt;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * What a token must hold up to.
 *
 * @param keys which may have signed it; null where a secret is shared instead
 * @param secret empty where there are keys
 * @param algorithm empty for any
 * @param issuer empty for any
 * @param audience empty for none
 * @param seconds since 1970, in binary floating point as OPA counts
 */
record TokenConstraints(
        @Nullable List<WebKey> keys,
        Str secret,
        String algorithm,
        String issuer,
        String audience,
        Num seconds) {
    private static final double NANOS = 1_000_000_000;

    /** Throws {@link BuiltinError} for constraints that are none, or of two keys or none. */
    static TokenConstraints of(BuiltinContext context, Obj constraints) {
        List<WebKey> keys = null;
        Str secret = Str.EMPTY;
        String algorithm = "";
        String issuer = "";
        String audience = "";
        var now = context.now();
        double nanos = now.getEpochSecond() * NANOS + now.getNano();
        for (int i = 0; i < constraints.size(); i++) {
            Value value = constraints.valueAt(i);
            switch (constraints.keyAt(i) instanceof Str s ? s.text() : "") {
                case "cert" -> keys = TrustedKeys.read(string("cert", value).text());
                case "secret" -> secret = string("secret", value);
                case "alg" -> algorithm = string("alg", value).text();
                case "iss" -> issuer = string("iss", value).text();
                case "aud" -> audience = string("aud", value).text();
                case "time" -> nanos = time(value);
                case String other ->
                        throw BuiltinError.failed("unknown token validation constraint: " + other);
            }
        }
        boolean shared = !secret.equals(Str.EMPTY);
        if (keys != null && shared) {
            throw BuiltinError.failed("duplicate key constraints");
        }
        if (keys == null && !shared) {
            throw BuiltinError.failed("no key constraint");
        }
        Num seconds = Num.parse(Double.toString(nanos / NANOS));
        return new TokenConstraints(keys, secret, algorithm, issuer, audience, seconds);
    }

    private static Str string(String name, Value value) {
        if (value instanceof Str s) {
            return s;
        }
        throw BuiltinError.failed(name + " constraint: must be a string");
    }

    private static double time(Value value) {
        if (!(value instanceof Num n)) {
            throw BuiltinError.failed("token time constraint: must be a number");
        }
        if (n.signum() < 0) {
            throw BuiltinError.failed("token time constraint: must not be negative");
        }
        return n.doubleValue();
    }

    /** Whether one of the keys made the signature; a key that the token names decides alone. */
    boolean verifies(TokenHeader header, byte[] message, byte[] signature) {
        Optional<Algorithm> algorithm = Algorithm.named(header.algorithm());
        if (algorithm.isEmpty()) {
            return false;
        }
        if (keys == null) {
            return Signatures.verify(algorithm.get(), secret.bytes(), message, signature);
        }
        return KeyChoice.anyOf(
                keys, header, key -> verifies(key.material(), algorithm.get(), message, signature));
    }

    private static boolean verifies(
            WebKey.Material key, Algorithm algorithm, byte[] message, byte[] signature) {
        return switch (key) {
            case WebKey.Material.Open(var open) ->
                    Signatures.verify(algorithm, open, message, signature);
            case WebKey.Material.Pair(_, var open) ->
                    Signatures.verify(algorithm, open, message, signature);
            case WebKey.Material.Secret(var bytes) ->
                    Signatures.verify(algorithm, bytes, message, signature);
        };
    }

    /** Whether the claims hold; throws {@link BuiltinError} for times that are no numbers. */
    boolean holds(Obj payload) {
        boolean issued =
                issuer.isEmpty()
                        || (payload.get("iss") instanceof Str s && s.text().equals(issuer));
        return issued && audienceHolds(payload.get("aud")) && timesHold(payload);
    }

    private boolean audienceHolds(@Nullable Value claimed) {
        return switch (claimed) {
            case null -> audience.isEmpty();
            case Str s -> s.text().equals(audience);
            case Array a -> a.asList().contains(Str.of(audience));
            case Value _ -> false;
        };
    }

    private boolean timesHold(Obj payload) {
        Num expires = number(payload, "exp");
        if (expires != null && seconds.compareTo(expires) >= 0) {
            return false;
        }
        Num notBefore = number(payload, "nbf");
        return notBefore == null || seconds.compareTo(notBefore) >= 0;
    }

    private static @Nullable Num number(Obj payload, String claim) {
        return switch (payload.get(claim)) {
            case null -> null;
            case Num n -> n;
            case Value _ -> throw BuiltinError.failed(claim + " value must be a number");
        };
    }
}

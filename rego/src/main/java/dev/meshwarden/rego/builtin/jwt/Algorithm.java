package dev.meshwarden.rego.builtin.jwt;

import java.util.Arrays;
import java.util.Optional;

/** The signature algorithms of web tokens. */
enum Algorithm {
    HS256(Family.HMAC, 256),
    HS384(Family.HMAC, 384),
    HS512(Family.HMAC, 512),
    RS256(Family.RSA, 256),
    RS384(Family.RSA, 384),
    RS512(Family.RSA, 512),
    PS256(Family.PSS, 256),
    PS384(Family.PSS, 384),
    PS512(Family.PSS, 512),
    ES256(Family.ECDSA, 256),
    ES384(Family.ECDSA, 384),
    ES512(Family.ECDSA, 512),
    EdDSA(Family.EDWARDS, 0);

    /** What kind of key and signature. */
    enum Family {
        HMAC,
        RSA,
        PSS,
        ECDSA,
        EDWARDS
    }

    private final Family family;
    private final int bits;

    Algorithm(Family family, int bits) {
        this.family = family;
        this.bits = bits;
    }

    static Optional<Algorithm> named(String name) {
        return Arrays.stream(values()).filter(a -> a.name().equals(name)).findFirst();
    }

    Family family() {
        return family;
    }

    /** Length of the digest. */
    int bits() {
        return bits;
    }
}

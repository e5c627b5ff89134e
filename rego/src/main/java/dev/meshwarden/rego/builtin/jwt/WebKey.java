package dev.meshwarden.rego.builtin.jwt;

import java.security.PrivateKey;
import java.security.PublicKey;

/**
 * A key with what a JSON web key says about it.
 *
 * @param algorithm the one it is for; empty for any that fits
 * @param id empty for none
 */
record WebKey(String algorithm, String id, Material material) {
    /** The key itself. */
    sealed interface Material {
        /** Verifies only. */
        record Open(PublicKey key) implements Material {}

        /** Signs, and verifies with its other half. */
        record Pair(PrivateKey key, PublicKey open) implements Material {}

        /** Signs and verifies. */
        record Secret(byte[] bytes) implements Material {}
    }

    static WebKey plain(PublicKey key) {
        return new WebKey("", "", new Material.Open(key));
    }
}

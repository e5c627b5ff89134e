package dev.meshwarden.rego.builtin.jwt;

import java.util.List;
import java.util.function.Predicate;

/** Which of several keys may verify a token. */
final class KeyChoice {
    private KeyChoice() {}

    /** The first key with the id that the token names decides alone; else any key for the token's algorithm, or for all, will do. */
    static boolean anyOf(List<WebKey> keys, TokenHeader header, Predicate<WebKey> verifies) {
        if (!header.keyId().isEmpty()) {
            for (WebKey key : keys) {
                if (key.id().equals(header.keyId())) {
                    return verifies.test(key);
                }
            }
        }
        return keys.stream()
                .filter(k -> k.algorithm().isEmpty() || k.algorithm().equals(header.algorithm()))
                .anyMatch(verifies);
    }
}

package dev.meshwarden.webhook.admission;

import dev.meshwarden.policy.review.Phase;

import java.nio.charset.StandardCharsets;

/** Who goes first where reviews wait, most urgent first. */
public enum Urgency {
    /** The canary, which proves that we answer: it never waits. */
    CANARY,
    /** Deletions, because they are how people get out of trouble, and the entries of security kinds. */
    SECURITY,
    TRAFFIC,
    /** What is not mutated is validated all the same. */
    MUTATION;

    private static final byte[] DELETION =
            "\"operation\":\"DELETE\"".getBytes(StandardCharsets.US_ASCII);

    /** The API server writes the operation before the objects. */
    private static final int LOOKED_AT = 8 << 10;

    /** Known before the body is parsed: by its entry, and by a look at its first bytes. */
    static Urgency of(Call call) {
        if (call.entry().phase() == Phase.MUTATE) {
            return MUTATION;
        }
        return switch (call.entry().name()) {
            case "canary" -> CANARY;
            case "security", "mesh-config", "namespace-guard" -> SECURITY;
            default -> isDeletion(call.body()) ? SECURITY : TRAFFIC;
        };
    }

    private static boolean isDeletion(byte[] body) {
        int last = Math.min(body.length, LOOKED_AT) - DELETION.length;
        for (int at = 0; at <= last; at++) {
            int same = 0;
            while (same < DELETION.length && body[at + same] == DELETION[same]) {
                same++;
            }
            if (same == DELETION.length) {
                return true;
            }
        }
        return false;
    }
}

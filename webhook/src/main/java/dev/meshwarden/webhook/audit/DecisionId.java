package dev.meshwarden.webhook.audit;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** UUIDs of version 7: the time in milliseconds first, so that they sort by it, then 74 random bits. */
public final class DecisionId {
    private static final SecureRandom RANDOM = new SecureRandom();

    private DecisionId() {}

    public static String next(Instant now) {
        return of(now.toEpochMilli());
    }

    /** One that sorts behind another, even under a clock that went back. */
    static String nextAfter(Instant now, String before) {
        long then = UUID.fromString(before).getMostSignificantBits() >>> 16;
        return of(Math.max(now.toEpochMilli(), then + 1));
    }

    private static String of(long millis) {
        long random = RANDOM.nextLong();
        long time = (millis & 0xffff_ffff_ffffL) << 16;
        return new UUID(
                        time | 0x7000L | (RANDOM.nextInt() & 0x0fffL),
                        (random & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L)
                .toString();
    }
}

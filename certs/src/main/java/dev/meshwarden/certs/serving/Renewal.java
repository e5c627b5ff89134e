package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.renewal.RenewalReason;

import java.time.Instant;

/** What one look at the dates led to. */
public sealed interface Renewal {
    /** Nothing was due. */
    record Kept() implements Renewal {}

    /** Another leaf is served from now on. */
    record Renewed(RenewalReason reason, Served from, Served to) implements Renewal {}

    /**
     * What was due could not be done; the last good identity goes on serving.
     *
     * @param retryAt before this instant nothing is tried again
     */
    record Failed(String why, Instant retryAt) implements Renewal {}

    /** A leaf as records name it: serial in hex, its end, the generation that signed it. */
    record Served(String serial, Instant notAfter, String generation) {
        /** Nothing that anybody trusts. */
        public static final Served NONE = new Served("none", Instant.EPOCH, "none");
    }
}

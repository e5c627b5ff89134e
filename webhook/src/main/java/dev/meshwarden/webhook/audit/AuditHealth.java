package dev.meshwarden.webhook.audit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the log fares; what metrics and readiness are made of.
 *
 * @param log its name
 * @param durableRecords so many records are on disk
 * @param sealedRecords so many of them are signed
 * @param queued waiting to be written
 * @param lost by {@code class} and {@code cause}
 * @param late records that became durable after their answer had left, or have not yet
 * @param trouble why nothing can be written at the moment
 * @param blockedFor how long that has been so
 * @param diskFull only records that matter most are taken in
 * @param freeBytes at the last look, -1 when it failed
 * @param space of the disk
 * @param integrity what was found wrong with the log that was given up for this one; it stays until someone looks at it
 */
public record AuditHealth(
        String log,
        long durableRecords,
        long sealedRecords,
        int queued,
        Map<Lost, Long> lost,
        long late,
        Optional<String> trouble,
        Duration blockedFor,
        boolean diskFull,
        long freeBytes,
        Space space,
        Optional<String> integrity) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Labels of the counter {@code meshwarden_audit_lost_total}. */
    public record Lost(String recordClass, String cause) {}

    /** How full the disk is. */
    public enum Space {
        PLENTY,
        /** Less than 20 % free. */
        LOW,
        /** Less than 5 % free, or two minutes at the present rate. */
        CRITICAL
    }

    public AuditHealth {
        lost = Map.copyOf(lost);
    }

    /** Whether a log that answers wait for has been stuck for longer than a hiccup. */
    public boolean isStuck() {
        return trouble.isPresent() && blockedFor.compareTo(PATIENCE) >= 0;
    }
}

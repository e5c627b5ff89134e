package dev.meshwarden.webhook.config;

import java.time.Duration;

/**
 * The audit log.
 *
 * @param durability when an answer may leave
 * @param onFailure what an answer is when its record cannot be made durable
 * @param ackTimeout longest wait for that
 * @param queue records waiting to be written
 * @param reserve disk space kept for the records that must not be lost
 * @param segmentBytes a segment is closed at this size
 * @param segmentAge or at this age
 * @param retainDays closed segments older than this are removed
 * @param retainBytes or, oldest first, when all are larger than this
 * @param cluster names the cluster in the log's identity
 * @param instance names this replica in it; empty for the host's name
 */
public record AuditConfig(
        Durability durability,
        OnFailure onFailure,
        Duration ackTimeout,
        int queue,
        ByteSize reserve,
        ByteSize segmentBytes,
        Duration segmentAge,
        int retainDays,
        ByteSize retainBytes,
        String cluster,
        String instance) {
    public static final AuditConfig STANDARD =
            new AuditConfig(
                    Durability.LOCAL,
                    OnFailure.DENY,
                    Duration.ofSeconds(1),
                    8_192,
                    ByteSize.ofMebi(16),
                    ByteSize.ofMebi(64),
                    Duration.ofHours(24),
                    400,
                    ByteSize.ofGibi(20),
                    "local",
                    "");

    /** When an answer may leave. */
    public enum Durability {
        /** Once its record is queued. */
        MEMORY,
        /** Once its record is on disk. */
        LOCAL
    }

    /** What an answer is without its record. */
    public enum OnFailure {
        DENY,
        ALLOW
    }

    public AuditConfig withReserve(ByteSize size) {
        return new AuditConfig(
                durability,
                onFailure,
                ackTimeout,
                queue,
                size,
                segmentBytes,
                segmentAge,
                retainDays,
                retainBytes,
                cluster,
                instance);
    }
}

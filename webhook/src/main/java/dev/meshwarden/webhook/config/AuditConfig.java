package dev.meshwarden.webhook.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The audit log.
 *
 * @param durability when an answer may leave
 * @param onFailure what an answer is when its record cannot be made durable
 * @param onIntegrity what becomes of readiness when a start finds an earlier log damaged or edited
 * @param keys folder of the signing key, on a mount of its own if need be; empty for {@code DATA/keys}
 * @param ackTimeout longest wait for that, within the time for the answer
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
        OnIntegrity onIntegrity,
        String keys,
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
                    OnIntegrity.CONTINUE,
                    "",
                    Duration.ofSeconds(2),
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

    /** What a damaged or edited log means for the new one. */
    public enum OnIntegrity {
        /** A new log is begun, and says so. */
        CONTINUE,
        /** So it is, but nobody is served until someone has looked. */
        STOP
    }

    public AuditConfig withIntegrity(OnIntegrity other) {
        return new AuditConfig(
                durability,
                onFailure,
                other,
                keys,
                ackTimeout,
                queue,
                reserve,
                segmentBytes,
                segmentAge,
                retainDays,
                retainBytes,
                cluster,
                instance);
    }

    public AuditConfig withKeys(Path folder) {
        return new AuditConfig(
                durability,
                onFailure,
                onIntegrity,
                folder.toString(),
                ackTimeout,
                queue,
                reserve,
                segmentBytes,
                segmentAge,
                retainDays,
                retainBytes,
                cluster,
                instance);
    }

    public AuditConfig withReserve(ByteSize size) {
        return new AuditConfig(
                durability,
                onFailure,
                onIntegrity,
                keys,
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

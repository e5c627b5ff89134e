package dev.meshwarden.webhook.admission;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.profile.EnforcementMode;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.webhook.audit.Acknowledgement;
import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.audit.AuditRecord;
import dev.meshwarden.webhook.audit.Delivery;
import dev.meshwarden.webhook.audit.FailedCall;
import dev.meshwarden.webhook.audit.Receipt;
import dev.meshwarden.webhook.config.AuditConfig;
import dev.meshwarden.webhook.metrics.Metrics;

import java.time.Duration;
import java.util.Map;

/**
 * Puts the record of an answer into the log before the answer leaves, and rules on the answer when that fails.
 *
 * <p>Threading: any number of threads.
 */
public final class Recorder {
    private static final int SHARE_OF_WAIT = 90; // the rest is for writing the answer

    private final AuditLog log;
    private final AuditConfig config;
    private final Metrics metrics;

    public Recorder(AuditLog log, AuditConfig config, Metrics metrics) {
        this.log = log;
        this.config = config;
        this.metrics = metrics;
    }

    /** What the record came to, for the answer. */
    sealed interface Recorded {
        /**
         * The answer may leave.
         *
         * @param annotations where its record stands, for the API server's own audit event
         */
        record Kept(Map<String, String> annotations) implements Recorded {}

        /** There is no record, and without one nothing is decided. */
        record Refused() implements Recorded {}
    }

    Recorded record(Review review, Decision decision, Delivery delivery, Deadline deadline) {
        Receipt receipt = log.append(AuditRecord.of(review, decision, delivery));
        boolean refuses =
                config.onFailure() == AuditConfig.OnFailure.DENY
                        && decision.mode() == EnforcementMode.ENFORCE;
        long begun = System.nanoTime();
        Acknowledgement kept = receipt.await(patience(deadline), refuses ? "deny" : "allow");
        metrics.auditWait(Duration.ofNanos(System.nanoTime() - begun));
        return switch (kept) {
            case Acknowledgement.Durable durable ->
                    new Recorded.Kept(Map.of("record", durable.place(), "leaf", durable.leaf()));
            case Acknowledgement.Queued _ -> new Recorded.Kept(Map.of());
            case Acknowledgement.Missing(var cause) -> {
                metrics.auditMissing(cause.text());
                yield refuses
                        ? new Recorded.Refused()
                        : new Recorded.Kept(Map.of("record", "missing"));
            }
        };
    }

    /** The record of a call that came to no decision; nobody waits for it, because the answer admits nothing. */
    void record(FailedCall call) {
        log.append(AuditRecord.ofFailure(call));
    }

    /**
     * Nearly all that is left, up to a limit: evaluation is over, and a slow disk makes every caller of a moment wait alike. Whoever
     * gives up early turns a write away that would have been recorded in time.
     */
    private Duration patience(Deadline deadline) {
        Duration share = deadline.share(SHARE_OF_WAIT);
        return share.compareTo(config.ackTimeout()) < 0 ? share : config.ackTimeout();
    }
}

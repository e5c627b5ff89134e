package dev.meshwarden.webhook.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of an answer beside the review and the decision.
 *
 * @param id the decision's id, of {@link DecisionId}
 * @param at when the decision was made
 * @param hook the entry that called; empty on the bare path
 * @param failMode {@code closed} or {@code open}
 * @param code the response's
 */
public record Delivery(
        String id,
        Instant at,
        String hook,
        String failMode,
        int code,
        PolicyOrigins policies,
        Latency latency,
        Optional<Failure> failure) {
    /** By the monotonic clock, in nanoseconds; what did not happen is 0. */
    public record Latency(
            long totalNanos, long queueNanos, long parseNanos, long matchNanos, long evalNanos) {
        public static final Latency NONE = new Latency(0, 0, 0, 0, 0);
    }

    /**
     * What went wrong.
     *
     * @param kind such as {@code bug}, {@code timeout}, {@code malformed}
     * @param policy the rule it happened in; empty for none
     */
    public record Failure(String kind, String policy, String message) {}
}

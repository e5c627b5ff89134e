package dev.meshwarden.webhook.config;

import java.time.Duration;

/**
 * What one review may use, and how many may be worked on.
 *
 * @param maxBudget longest time for an answer, however long the API server would wait
 * @param maxBody largest AdmissionReview
 * @param maxBodies all bodies in flight together
 * @param concurrency reviews at work at once; 0 for twice the processors
 * @param queue reviews that may wait for a place
 */
public record AdmissionConfig(
        Duration maxBudget, ByteSize maxBody, ByteSize maxBodies, int concurrency, int queue) {
    public static final AdmissionConfig STANDARD =
            new AdmissionConfig(
                    Duration.ofMillis(2_500), ByteSize.ofMebi(8), ByteSize.ofMebi(64), 0, 256);

    /** {@link #concurrency}, worked out for this machine. */
    public int permits(int processors) {
        return concurrency > 0 ? concurrency : 2 * processors;
    }

    public AdmissionConfig withMaxBudget(Duration longest) {
        return new AdmissionConfig(longest, maxBody, maxBodies, concurrency, queue);
    }

    public AdmissionConfig withConcurrency(int places, int waiting) {
        return new AdmissionConfig(maxBudget, maxBody, maxBodies, places, waiting);
    }
}

package dev.meshwarden.webhook.kube.registration;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long the loop waits between passes: five seconds, one while something is not settled, and longer and longer while the API server
 * does not answer. Confined to one thread.
 */
final class Pace {
    static final Duration STEADY = Duration.ofSeconds(5);
    static final Duration UNSETTLED = Duration.ofSeconds(1);
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final DoubleSupplier random;
    private Duration backoff = FIRST;

    /**
     * @param random from 0 to 1, for the jitter
     */
    Pace(DoubleSupplier random) {
        this.random = random;
    }

    Duration after(boolean settled) {
        backoff = FIRST;
        return settled ? STEADY : UNSETTLED;
    }

    /** Spread over a fifth, so that replicas do not come back in step. */
    Duration afterTrouble() {
        Duration wait = backoff;
        Duration doubled = backoff.multipliedBy(2);
        backoff = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return wait.plusMillis((long) (wait.toMillis() * 0.2 * random.getAsDouble()));
    }
}

package dev.meshwarden.webhook.audit;

import java.time.Duration;

/** How long something is ago, by the monotonic clock. Confined to one thread. */
final class Timer {
    private long since = System.nanoTime();

    void restart() {
        since = System.nanoTime();
    }

    Duration passed() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    boolean isOver(Duration limit) {
        return passed().compareTo(limit) >= 0;
    }

    /** Never negative. */
    Duration left(Duration limit) {
        Duration left = limit.minus(passed());
        return left.isNegative() ? Duration.ZERO : left;
    }
}

package dev.meshwarden.webhook.admission;

import java.time.Duration;
import java.util.Optional;

/**
 * When an answer must have left, by the monotonic clock. The API server says how long it waits in the query parameter
 * {@code timeout}, rounded up to whole seconds, so the real end may come almost a second before that.
 *
 * @param startNanos when the request's first byte came
 */
public record Deadline(long startNanos, Duration budget) {
    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final Duration BUDGET_OF_ONE_SECOND = Duration.ofMillis(700);
    private static final int MOST_SECONDS = 3_600;

    /**
     * @param timeout as the query has it, such as {@code 5s}; absent and unreadable ones leave the longest budget
     * @param longest {@code admission.maxBudget}
     */
    public static Deadline of(Optional<String> timeout, Duration longest, long startNanos) {
        return new Deadline(
                startNanos,
                timeout.flatMap(Deadline::budgetOf)
                        .filter(b -> b.compareTo(longest) < 0)
                        .orElse(longest));
    }

    private static Optional<Duration> budgetOf(String timeout) {
        if (!timeout.matches("[0-9]{1,4}s")) {
            return Optional.empty();
        }
        int seconds = Integer.parseInt(timeout.substring(0, timeout.length() - 1));
        if (seconds < 1 || seconds > MOST_SECONDS) {
            return Optional.empty();
        }
        return Optional.of(
                seconds == 1 ? BUDGET_OF_ONE_SECOND : Duration.ofSeconds(seconds).minus(MARGIN));
    }

    /** What is left; never negative. */
    public Duration left() {
        long nanos = budget.toNanos() - (System.nanoTime() - startNanos);
        return Duration.ofNanos(Math.max(0, nanos));
    }

    /** A share of what is left, in percent. */
    public Duration share(int percent) {
        return left().multipliedBy(percent).dividedBy(100);
    }

    public boolean hasPassed() {
        return left().isZero();
    }
}

package dev.meshwarden.webhook.e2e;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other processes are about to do: looks every 50 ms, gives up after 10 s unless told otherwise. */
final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(50);

    private Eventually() {}

    /** What a look found. */
    sealed interface Look<T> {
        record Found<T>(T value) implements Look<T> {}

        /** Not yet; how things stand, for the message. */
        record NotYet<T>(String state) implements Look<T> {}
    }

    static void holds(String claim, Callable<Boolean> condition) throws Exception {
        holds(claim, LIMIT, condition);
    }

    static void holds(String claim, Duration limit, Callable<Boolean> condition) throws Exception {
        value(
                claim,
                limit,
                () -> condition.call() ? new Look.Found<>(true) : new Look.NotYet<>("false"));
    }

    static <T> T present(String claim, Callable<Optional<T>> look) throws Exception {
        return value(
                claim,
                LIMIT,
                () ->
                        look.call()
                                .<Look<T>>map(Look.Found::new)
                                .orElseGet(() -> new Look.NotYet<>("nothing")));
    }

    /** Looks until something is found; the message of the failure ends with the last state seen. */
    static <T> T value(String claim, Duration limit, Callable<Look<T>> look) throws Exception {
        long begun = System.nanoTime();
        while (true) {
            switch (look.call()) {
                case Look.Found<T>(var value) -> {
                    return value;
                }
                case Look.NotYet<T>(var state) -> {
                    if (System.nanoTime() - begun > limit.toNanos()) {
                        throw new AssertionError(
                                "not within "
                                        + limit.toSeconds()
                                        + " s: "
                                        + claim
                                        + "; last: "
                                        + state);
                    }
                }
            }
            LockSupport.parkNanos(POLL.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException(claim);
            }
        }
    }
}

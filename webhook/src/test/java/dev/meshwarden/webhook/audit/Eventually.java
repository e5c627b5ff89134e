package dev.meshwarden.webhook.audit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread is about to do. */
final class Eventually {
    private static final long LONGEST = Duration.ofSeconds(20).toNanos();

    private Eventually() {}

    static void holds(String claim, Callable<Boolean> condition) throws Exception {
        long begun = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - begun > LONGEST) {
                throw new AssertionError("never came true: " + claim);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}

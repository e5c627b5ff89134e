package dev.meshwarden.webhook.admission;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets as many reviews be worked on at once as the machine has use for; the others wait, up to a number and up to half of their
 * time. Whoever would wait longer is turned away at once, while the caller can still do something about it.
 *
 * <p>Threading: any number of threads.
 */
public final class CpuGate {
    private final int permits;
    private final int longestQueue;
    private final Semaphore working;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong usualNanos = new AtomicLong(TimeUnit.MILLISECONDS.toNanos(1));

    /** A place at work, given back by closing it. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    public CpuGate(int permits, int longestQueue) {
        this.permits = permits;
        this.longestQueue = longestQueue;
        this.working = new Semaphore(permits, true);
    }

    /** A place; empty when the review must be shed. */
    public Optional<Place> enter(Deadline deadline) throws InterruptedException {
        if (!working.tryAcquire()) {
            Duration half = deadline.share(50);
            int ahead = waiting.incrementAndGet();
            try {
                long predicted = usualNanos.get() * ahead / permits;
                if (ahead > longestQueue
                        || predicted > half.toNanos()
                        || !working.tryAcquire(half.toNanos(), TimeUnit.NANOSECONDS)) {
                    return Optional.empty();
                }
            } finally {
                waiting.decrementAndGet();
            }
        }
        long begun = System.nanoTime();
        return Optional.of(() -> {
            long took = System.nanoTime() - begun;
            usualNanos.updateAndGet(usual -> usual + (took - usual) / 8);
            working.release();
        });
    }

    /** Reviews that wait for a place. */
    public int waiting() {
        return waiting.get();
    }

    /** Reviews at work. */
    public int atWork() {
        return permits - working.availablePermits();
    }
}

package dev.meshwarden.webhook.assembly;

import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.audit.ControlRecord;
import dev.meshwarden.webhook.metrics.Metrics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Notices that the whole process stood still: a long collection, a debugger, SIGSTOP, a machine that was paused. Nobody else can tell
 * such a time from one in which nobody called. What is measured is the time between two looks, by the monotonic clock; a process that got
 * no processor for so long stood still as well.
 *
 * <p>Threading: one thread of its own.
 */
final class PauseWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PauseWatch.class);
    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final Duration LONG = Duration.ofSeconds(2);

    private final AuditLog audit;
    private final Metrics metrics;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final ScheduledExecutorService looks;
    private long last;

    /**
     * Looks by {@link #begin} only.
     *
     * @param nanos the monotonic clock
     */
    PauseWatch(AuditLog audit, Metrics metrics, InstantSource clock, LongSupplier nanos) {
        this.audit = audit;
        this.metrics = metrics;
        this.clock = clock;
        this.nanos = nanos;
        this.last = nanos.getAsLong();
        this.looks =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("pause-watch").factory());
    }

    static PauseWatch begin(AuditLog audit, Metrics metrics, InstantSource clock) {
        var watch = new PauseWatch(audit, metrics, clock, System::nanoTime);
        long every = BETWEEN.toMillis();
        ScheduledFuture<?> _ =
                watch.looks.scheduleWithFixedDelay(
                        watch::look, every, every, TimeUnit.MILLISECONDS);
        return watch;
    }

    void look() {
        long now = nanos.getAsLong();
        Duration stood = Duration.ofNanos(now - last);
        last = now;
        if (stood.compareTo(LONG) <= 0) {
            return;
        }
        LOG.warn(
                "the process stood still for {} ms; who called meanwhile was answered late, or"
                        + " gave up",
                stood.toMillis());
        metrics.stoodStill(stood);
        audit.append(ControlRecord.pause(clock.instant(), stood));
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}

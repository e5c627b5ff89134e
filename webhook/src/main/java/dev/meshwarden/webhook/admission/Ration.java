package dev.meshwarden.webhook.admission;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * So many a minute and no more: what anyone can cause at will must not fill the log.
 *
 * <p>Threading: any number of threads; one reference to an immutable minute.
 */
final class Ration {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final int most;
    private final LongSupplier nanoTime;
    private final AtomicReference<Minute> minute;

    private record Minute(long since, int taken) {}

    /**
     * @param nanoTime monotonic, as {@code System::nanoTime}
     */
    Ration(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
        this.minute = new AtomicReference<>(new Minute(nanoTime.getAsLong(), 0));
    }

    /** Whether one more is left of this minute's; if so it is taken. */
    boolean take() {
        long now = nanoTime.getAsLong();
        Minute after =
                minute.updateAndGet(m ->
                        now - m.since() >= MINUTE
                                ? new Minute(now, 1)
                                : new Minute(m.since(), Math.min(most, m.taken()) + 1));
        return after.taken() <= most;
    }
}

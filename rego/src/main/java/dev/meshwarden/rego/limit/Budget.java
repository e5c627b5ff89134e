package dev.meshwarden.rego.limit;

import dev.meshwarden.rego.value.Value;

import java.time.Duration;

/**
 * What is left of an evaluation's limits. One evaluation owns one budget.
 *
 * <p>Threading: confined to the evaluation's thread, except {@link #cancel}, which any thread may call.
 */
public final class Budget {
    private static final int CHECK_EVERY = 1_024;

    private final Limits limits;
    private final long endNanos;
    private long stepsLeft;
    private long builtLeft;
    private int untilCheck = CHECK_EVERY;
    private volatile boolean cancelled;

    public Budget(Limits limits) {
        this.limits = limits;
        this.stepsLeft = limits.steps();
        this.builtLeft = limits.builtBytes();
        this.endNanos = System.nanoTime() + limits.deadline().toNanos();
    }

    public Limits limits() {
        return limits;
    }

    /** Counts one loop turn or call; looks at the clock every 1,024 of them. */
    public void step() {
        if (--stepsLeft < 0) {
            throw new Halt(Limit.STEPS);
        }
        if (--untilCheck <= 0) {
            checkTime();
        }
    }

    /** Counts many at once: long builtins say how much they are about to do, in the same unit. */
    public void steps(long count) {
        stepsLeft -= count;
        if (stepsLeft < 0) {
            throw new Halt(Limit.STEPS);
        }
        untilCheck -= (int) Math.min(count, CHECK_EVERY);
        if (untilCheck <= 0) {
            checkTime();
        }
    }

    /** Halts when the deadline has passed or {@link #cancel} was called. */
    public void checkTime() {
        untilCheck = CHECK_EVERY;
        if (cancelled || System.nanoTime() - endNanos > 0) {
            throw new Halt(Limit.DEADLINE);
        }
    }

    /** How long until the deadline; never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    /** So many bytes of memory are being built, as {@link Footprint} estimates them. */
    public void built(long bytes) {
        builtLeft -= bytes;
        if (builtLeft < 0) {
            throw new Halt(Limit.BUILT_BYTES);
        }
    }

    /** A value is about to become a string. */
    public void text(Value value) {
        var size = new WrittenSize(Limit.STRING_BYTES, limits.stringBytes(), limits.builtDepth());
        size.add(value);
    }

    /** A string of this many bytes is about to be built. */
    public void string(long bytes) {
        if (bytes > limits.stringBytes()) {
            throw new Halt(Limit.STRING_BYTES);
        }
    }

    /** A collection of this many members is about to be built. */
    public void elements(long count) {
        if (count > limits.elements()) {
            throw new Halt(Limit.ELEMENTS);
        }
    }

    /** A number of this many decimal digits is about to be built. */
    public void digits(long count) {
        if (count > limits.digits()) {
            throw new Halt(Limit.DIGITS);
        }
    }

    public void cancel() {
        cancelled = true;
    }
}

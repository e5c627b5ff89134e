package dev.meshwarden.policy.decision;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Rules that cost too much are not asked for a while: a minute at first, twice as long each time, at most ten. A rule not asked counts
 * as one that could not be judged, so a constraint that denies on error goes on denying; what is saved is the time of all others.
 *
 * <p>Threading: any number of threads; for each rule one reference to an immutable {@link Spending}.
 */
public final class Breakers {
    private final LongSupplier nanoTime;
    private final Listener listener;
    private final Map<String, AtomicReference<Spending>> rules = new ConcurrentHashMap<>();

    /** Is told, on the thread that asked the rule. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param why in one clause
         */
        void opened(String rule, String why, Duration forHowLong);
    }

    /**
     * @param nanoTime monotonic, as {@code System::nanoTime}
     */
    public Breakers(LongSupplier nanoTime, Listener listener) {
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /** Why a rule is not asked now; empty when it may be. */
    Optional<String> skipping(String rule) {
        AtomicReference<Spending> held = rules.get(rule);
        return held == null
                ? Optional.empty()
                : held.get().open(nanoTime.getAsLong()).map(Spending.Open::why);
    }

    /**
     * A rule was asked.
     *
     * @param halted whether it reached a limit of its own
     */
    void asked(String rule, Duration took, boolean halted) {
        long now = nanoTime.getAsLong();
        AtomicReference<Spending> held =
                rules.computeIfAbsent(rule, _ -> new AtomicReference<>(Spending.of(now)));
        Spending before;
        Spending after;
        do {
            before = held.get();
            after = before.plus(now, took, halted);
        } while (!held.compareAndSet(before, after));
        if (before.open(now).isEmpty()) {
            after.open(now).ifPresent(open -> listener.opened(rule, open.why(), open.forHowLong()));
        }
    }

    /** The rules that are not asked now, and why. */
    public Map<String, String> open() {
        Map<String, String> open = new TreeMap<>();
        rules.keySet().forEach(rule -> skipping(rule).ifPresent(why -> open.put(rule, why)));
        return open;
    }
}

package dev.meshwarden.policy.decision;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Rules that cost too much are not asked for a while: a minute at first, twice as long each time, at most ten. A rule not asked counts
 * as one that could not be judged, so a constraint that denies on error goes on denying; what is saved is the time of all others. Where
 * all rules are slow none is blamed: then it is the machine, and leaving rules out would only deny more.
 *
 * <p>Threading: any number of threads; for each rule one immutable {@link Spending}, replaced as a whole.
 */
public final class Breakers {
    /** What all rules cost together stands under no rule's name. */
    private static final String EVERYTHING = "";

    private final LongSupplier nanoTime;
    private final Listener listener;
    private final Map<String, Spending> rules = new ConcurrentHashMap<>();

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
        Spending spending = rules.get(rule);
        return spending == null
                ? Optional.empty()
                : spending.open(nanoTime.getAsLong()).map(Spending.Open::why);
    }

    /**
     * A rule was asked.
     *
     * @param halted whether it reached a limit of its own
     */
    void asked(String rule, Duration took, boolean halted) {
        long now = nanoTime.getAsLong();
        Spending everything =
                rules.compute(
                        EVERYTHING,
                        (_, before) ->
                                (before == null ? Spending.of(now) : before)
                                        .plus(now, took, false));
        Spending after =
                rules.compute(
                        rule,
                        (_, before) ->
                                (before == null ? Spending.of(now) : before)
                                        .plus(now, took, halted)
                                        .judged(now, everything));
        after.open(now)
                .filter(open -> open.since() == now)
                .ifPresent(open -> listener.opened(rule, open.why(), open.forHowLong()));
    }

    /** The rules that are not asked now, and why. */
    public Map<String, String> open() {
        Map<String, String> open = new TreeMap<>();
        rules.keySet().forEach(rule -> skipping(rule).ifPresent(why -> open.put(rule, why)));
        return open;
    }
}

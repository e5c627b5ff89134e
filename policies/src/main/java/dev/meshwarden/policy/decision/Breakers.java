package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.decision.RuleCosts.Skipped;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Rules that cost too much are not asked for a while: a minute at first, twice as long each time, at most ten. A rule not asked counts
 * as one that could not be judged, so a constraint that denies on error goes on denying; what is saved is the time of all others. It is
 * left alone in the namespace whose objects cost too much, and everywhere only when those of several do. Where all rules are slow none
 * is blamed: then it is the machine, and leaving rules out would only deny more.
 *
 * <p>Threading: any number of threads; for each rule one immutable {@link RuleCosts}, for all of them one {@link Spending}, replaced as
 * a whole.
 */
public final class Breakers {
    /** As namespaces are called; callers may say anything. */
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9-]{0,63}");

    /** Of what no namespace can be called. */
    private static final String UNNAMED = "?";

    /** No more places are listed for a rule. */
    private static final int LISTED = 3;

    private final LongSupplier nanoTime;
    private final Listener listener;
    private final Map<String, RuleCosts> rules = new ConcurrentHashMap<>();

    /** What all rules cost together. */
    private final AtomicReference<Spending> everything;

    /** Is told, on the thread that asked the rule. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param where in words: {@code everywhere}, or one namespace
         * @param why in one clause
         */
        void opened(String rule, String where, String why, Duration forHowLong);
    }

    /**
     * @param nanoTime monotonic, as {@code System::nanoTime}
     */
    public Breakers(LongSupplier nanoTime, Listener listener) {
        this.nanoTime = nanoTime;
        this.listener = listener;
        this.everything = new AtomicReference<>(Spending.of(nanoTime.getAsLong()));
    }

    /** Why a rule is not asked about objects of a namespace now, in one clause; empty when it may be. */
    Optional<String> skipping(String rule, String namespace) {
        RuleCosts costs = rules.get(rule);
        return costs == null
                ? Optional.empty()
                : costs.skipped(place(namespace), nanoTime.getAsLong())
                        .map(skipped ->
                                "not asked "
                                        + where(skipped)
                                        + " for a while, because "
                                        + skipped.open().why());
    }

    /**
     * A rule was asked.
     *
     * @param namespace of the object; empty for one of the cluster
     * @param halted whether it reached a limit of its own
     */
    void asked(String rule, String namespace, Duration took, boolean halted) {
        long now = nanoTime.getAsLong();
        String place = place(namespace);
        Spending all = everything.updateAndGet(before -> before.plus(now, took, false));
        RuleCosts after =
                rules.compute(
                        rule,
                        (_, before) ->
                                (before == null ? RuleCosts.of(now) : before)
                                        .plus(now, place, took, halted)
                                        .judged(now, place, all));
        after.skipped(place, now)
                .filter(skipped -> skipped.open().since() == now)
                .ifPresent(skipped ->
                        listener.opened(
                                rule,
                                where(skipped),
                                skipped.open().why(),
                                skipped.open().forHowLong()));
    }

    /** The rules that are not asked now, everywhere or in some namespaces, and why. */
    public Map<String, String> open() {
        long now = nanoTime.getAsLong();
        Map<String, String> open = new TreeMap<>();
        rules.forEach((rule, costs) -> {
            List<Skipped> skipped = costs.skipped(now);
            if (!skipped.isEmpty()) {
                open.put(rule, listed(skipped));
            }
        });
        return open;
    }

    /** The latest first. */
    private static String listed(List<Skipped> skipped) {
        List<String> lines = new ArrayList<>();
        skipped.reversed().stream()
                .limit(LISTED)
                .forEach(s -> lines.add(where(s) + ": " + s.open().why()));
        if (skipped.size() > LISTED) {
            lines.add("and in " + (skipped.size() - LISTED) + " more namespaces");
        }
        return String.join("; ", lines);
    }

    private static String where(Skipped skipped) {
        return skipped.namespace()
                .map(name -> name.isEmpty() ? "about cluster-wide objects" : "in namespace " + name)
                .orElse("everywhere");
    }

    private static String place(String namespace) {
        return NAMESPACE.matcher(namespace).matches() ? namespace : UNNAMED;
    }
}

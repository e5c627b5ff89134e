package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.decision.Spending.Open;
import dev.meshwarden.policy.decision.Spending.Slice;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What one rule cost lately: everywhere, and by namespace where it was trouble. What the objects of one namespace bring about leaves the
 * rule alone in that namespace; only what comes from several does so everywhere, lest one tenant take a rule from all others. Immutable.
 *
 * @param places by namespace, trouble longest ago first; where the rule was neither slow nor halted lately nothing is kept
 */
record RuleCosts(Spending everywhere, SequencedMap<String, Spending> places) {
    /** So many namespaces in trouble say that it is the rule's. */
    static final int SEVERAL = 3;

    /** What is longest ago goes first, be the rule left alone there or not. */
    static final int MOST_PLACES = 64;

    /**
     * The clock runs on while a starved machine lets a rule wait, and such waits hit a few evaluations in a hundred: a rule is blamed
     * when the slow ones are as frequent as that cannot explain. Between the two its own budget bounds each evaluation.
     */
    private static final int BLAMED_FROM_ONE_IN = 4;

    /** Where this part of all others' evaluations is slow too, the machine is to blame. */
    private static final int EXCUSED_FROM_ONE_IN = 100;

    private static final String TOO_SLOW =
            "of its evaluations in five minutes more than one in four took over "
                    + Spending.SLOW.toMillis()
                    + " ms";

    RuleCosts {
        places = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(places));
    }

    static RuleCosts of(long now) {
        return new RuleCosts(Spending.of(now), new LinkedHashMap<>());
    }

    /** Where a rule is not asked now. */
    record Skipped(Optional<String> namespace, Open open) {}

    /** Whether the rule is left alone in a namespace now, for what happened there or everywhere. */
    Optional<Skipped> skipped(String namespace, long now) {
        Optional<Open> all = everywhere.open(now);
        if (all.isPresent()) {
            return all.map(open -> new Skipped(Optional.empty(), open));
        }
        @Nullable Spending here = places.get(namespace);
        return here == null
                ? Optional.empty()
                : here.open(now).map(open -> new Skipped(Optional.of(namespace), open));
    }

    /** Everywhere, or the namespaces, the latest last. */
    List<Skipped> skipped(long now) {
        Optional<Open> all = everywhere.open(now);
        return all.isPresent()
                ? List.of(new Skipped(Optional.empty(), all.get()))
                : places.keySet().stream().flatMap(p -> skipped(p, now).stream()).toList();
    }

    /** After one more evaluation. */
    RuleCosts plus(long now, String namespace, Duration took, boolean halted) {
        Spending all = everywhere.plus(now, took, false);
        boolean trouble = halted || Spending.isSlow(took);
        @Nullable Spending before = places.get(namespace);
        if (before == null && !trouble) {
            return new RuleCosts(all, places);
        }
        var more = new LinkedHashMap<>(places);
        if (trouble) {
            more.remove(namespace);
            more.values().removeIf(place -> place.isQuiet(now));
            while (more.size() >= MOST_PLACES) {
                more.pollFirstEntry();
            }
        }
        more.put(namespace, (before == null ? Spending.of(now) : before).plus(now, took, halted));
        return new RuleCosts(all, more);
    }

    /**
     * Left alone from now on, if it costs too much.
     *
     * @param everything what all rules cost, this one included: where the others are slow too, the machine is to blame
     */
    RuleCosts judged(long now, String namespace, Spending everything) {
        if (skipped(namespace, now).isPresent()) {
            return this; // it was on its way when others had enough of it
        }
        boolean othersToo =
                everything
                        .lately(now)
                        .without(everywhere.lately(now))
                        .isSlowIn(EXCUSED_FROM_ONE_IN);
        Optional<String> why = whyEverywhere(now, othersToo);
        if (why.isPresent()) {
            return new RuleCosts(everywhere.opened(now, why.get()), places);
        }
        @Nullable Spending here = places.get(namespace);
        Optional<String> whyHere = here == null ? Optional.empty() : why(here, now, othersToo);
        if (here == null || whyHere.isEmpty()) {
            return this;
        }
        var more = new LinkedHashMap<>(places);
        more.put(namespace, here.opened(now, whyHere.get()));
        return new RuleCosts(everywhere, more);
    }

    private static Optional<String> why(Spending here, long now, boolean othersToo) {
        int halts = here.haltsLately(now);
        if (halts >= Spending.MOST_HALTS) {
            return Optional.of("it reached a limit " + halts + " times in a minute");
        }
        return !othersToo && here.since(now, here.last()).isSlowIn(BLAMED_FROM_ONE_IN)
                ? Optional.of(TOO_SLOW)
                : Optional.empty();
    }

    private Optional<String> whyEverywhere(long now, boolean othersToo) {
        long halting =
                places.values().stream()
                        .filter(place -> place.haltedLately(now, everywhere.last()))
                        .count();
        if (halting >= SEVERAL) {
            return Optional.of("it reached a limit in " + halting + " namespaces in a minute");
        }
        Slice all = everywhere.since(now, everywhere.last());
        return !othersToo
                        && all.isSlowIn(BLAMED_FROM_ONE_IN)
                        && withoutTheSlowest(all, now).isSlowIn(BLAMED_FROM_ONE_IN)
                ? Optional.of(TOO_SLOW + ", in several namespaces")
                : Optional.empty();
    }

    /** What is left without the namespaces, one fewer than several, that were slow most often. */
    private Slice withoutTheSlowest(Slice all, long now) {
        return places.values().stream()
                .map(place -> place.since(now, everywhere.last()))
                .sorted(Comparator.comparingInt(Slice::slow).reversed())
                .limit(SEVERAL - 1)
                .reduce(all, Slice::without);
    }
}

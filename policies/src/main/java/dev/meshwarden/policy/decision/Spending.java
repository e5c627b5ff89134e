package dev.meshwarden.policy.decision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one rule cost lately, and until when it is therefore not asked. Immutable; times are a monotonic clock's nanoseconds.
 *
 * @param current the slice of the window that is being counted
 * @param earlier full slices, oldest first
 * @param halts when it reached a limit, oldest first, of the last minute
 * @param openings in a row
 * @param last the latest of them
 */
record Spending(
        Slice current, List<Slice> earlier, List<Long> halts, int openings, Optional<Open> last) {
    private static final Duration SLOW = Duration.ofMillis(50);
    private static final Duration SLICE = Duration.ofSeconds(30);
    private static final int SLICES = 10;

    /** Of fewer no part says anything. */
    private static final int FEWEST = 100;

    /**
     * The clock runs on while a starved machine lets a rule wait, and such waits hit a few evaluations in a hundred: a rule is blamed
     * when the slow ones are as frequent as that cannot explain. Between the two its own budget bounds each evaluation.
     */
    private static final int BLAMED_FROM_ONE_IN = 4;

    /** Where this part of all others' evaluations is slow too, the machine is to blame. */
    private static final int EXCUSED_FROM_ONE_IN = 100;

    private static final int MOST_HALTS = 3;
    private static final Duration HALTS_WITHIN = Duration.ofMinutes(1);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** How often the rule was asked in a while, and how often that took long. */
    record Slice(long since, int asked, int slow) {
        Slice plus(boolean wasSlow) {
            return new Slice(since, asked + 1, slow + (wasSlow ? 1 : 0));
        }

        /** Whether of enough evaluations a larger part took long. */
        boolean isSlowIn(int oneIn) {
            return asked >= FEWEST && slow * (long) oneIn > asked;
        }
    }

    /** Not asked for a while. */
    record Open(long since, Duration forHowLong, String why) {
        boolean holds(long now) {
            return now - since < forHowLong.toNanos();
        }

        /** Whether the rule has behaved for as long as it is looked back on. */
        boolean isForgotten(long now) {
            return now - since > forHowLong.plus(SLICE.multipliedBy(SLICES)).toNanos();
        }
    }

    static Spending of(long now) {
        return new Spending(new Slice(now, 0, 0), List.of(), List.of(), 0, Optional.empty());
    }

    Optional<Open> open(long now) {
        return last.filter(open -> open.holds(now));
    }

    /** After one more evaluation. */
    Spending plus(long now, Duration took, boolean halted) {
        return turned(now)
                .with(took.compareTo(SLOW) > 0, halted ? Optional.of(now) : Optional.empty());
    }

    /**
     * Left alone from now on, if it costs too much.
     *
     * @param everything what all rules cost, this one included: where the others are slow too, the machine is to blame
     */
    Spending judged(long now, Spending everything) {
        if (open(now).isPresent()) {
            return this; // it was on its way when others had enough of it
        }
        if (halts.size() >= MOST_HALTS) {
            return opened(now, "it reached a limit " + halts.size() + " times in a minute");
        }
        Slice own = total();
        Slice all = everything.total();
        boolean slow = own.isSlowIn(BLAMED_FROM_ONE_IN);
        boolean othersToo =
                new Slice(0, all.asked() - own.asked(), all.slow() - own.slow())
                        .isSlowIn(EXCUSED_FROM_ONE_IN);
        return slow && !othersToo
                ? opened(
                        now,
                        "of its evaluations in five minutes more than one in four took over "
                                + SLOW.toMillis()
                                + " ms")
                : this;
    }

    private Spending with(boolean slow, Optional<Long> halt) {
        if (halt.isEmpty()) {
            return new Spending(current.plus(slow), earlier, halts, openings, last);
        }
        List<Long> more = new ArrayList<>(halts);
        more.removeIf(at -> halt.get() - at > HALTS_WITHIN.toNanos());
        more.add(halt.get());
        return new Spending(current.plus(slow), earlier, List.copyOf(more), openings, last);
    }

    /** With a new slice, when the current one is full. */
    private Spending turned(long now) {
        if (now - current.since() < SLICE.toNanos()) {
            return this;
        }
        List<Slice> kept = new ArrayList<>(earlier);
        kept.add(current);
        kept.removeIf(slice -> now - slice.since() > SLICE.multipliedBy(SLICES).toNanos());
        return new Spending(new Slice(now, 0, 0), List.copyOf(kept), halts, openings, last);
    }

    private Slice total() {
        int asked = current.asked();
        int slow = current.slow();
        for (Slice slice : earlier) {
            asked += slice.asked();
            slow += slice.slow();
        }
        return new Slice(0, asked, slow);
    }

    private Spending opened(long now, String why) {
        int row = last.filter(open -> !open.isForgotten(now)).isPresent() ? openings + 1 : 1;
        Duration longer = FIRST.multipliedBy(1L << Math.min(row - 1, 4));
        Duration most = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        return new Spending(
                new Slice(now, 0, 0),
                List.of(),
                List.of(),
                row,
                Optional.of(new Open(now, most, why)));
    }
}

package dev.meshwarden.policy.decision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one rule cost lately, in one namespace or everywhere, and until when it is therefore not asked there. Immutable; times are a
 * monotonic clock's nanoseconds.
 *
 * @param current the slice of the window that is being counted
 * @param earlier full slices, oldest first
 * @param halts when it reached a limit, oldest first, of the last minute, no more than count
 * @param openings in a row
 * @param last the latest of them
 */
record Spending(
        Slice current, List<Slice> earlier, List<Long> halts, int openings, Optional<Open> last) {
    static final Duration SLOW = Duration.ofMillis(50);
    private static final Duration SLICE = Duration.ofSeconds(30);
    private static final Duration WINDOW = SLICE.multipliedBy(10);

    /** So many say that it is no accident. */
    static final int MOST_HALTS = 3;

    private static final Duration HALTS_WITHIN = Duration.ofMinutes(1);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    Spending {
        earlier = List.copyOf(earlier);
        halts = List.copyOf(halts);
    }

    /** How often the rule was asked in a while, and how often that took long. */
    record Slice(long since, int asked, int slow) {
        /** Of fewer no part says anything. */
        private static final int FEWEST = 100;

        Slice plus(boolean wasSlow) {
            return new Slice(since, asked + 1, slow + (wasSlow ? 1 : 0));
        }

        Slice plus(Slice other) {
            return new Slice(since, asked + other.asked, slow + other.slow);
        }

        Slice without(Slice part) {
            return new Slice(since, asked - part.asked, slow - part.slow);
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

        long end() {
            return since + forHowLong.toNanos();
        }

        /** Whether the rule has behaved for as long as it is looked back on. */
        boolean isForgotten(long now) {
            return now - since > forHowLong.plus(WINDOW).toNanos();
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
        Spending turned = turned(now);
        return new Spending(
                turned.current.plus(isSlow(took)),
                turned.earlier,
                halted ? halted(now) : halts,
                openings,
                last);
    }

    static boolean isSlow(Duration took) {
        return took.compareTo(SLOW) > 0;
    }

    /** How often it reached a limit in the last minute, as far as the rule has been asked again since. */
    int haltsLately(long now) {
        return (int) halts.stream().filter(at -> isLate(at, now) && isAfter(last, at)).count();
    }

    /**
     * Whether it reached a limit in the last minute.
     *
     * @param other when the rule was last left alone altogether; what was on its way by then does not count
     */
    boolean haltedLately(long now, Optional<Open> other) {
        return halts.stream().anyMatch(at -> isLate(at, now) && isAfter(other, at));
    }

    /** All evaluations of the window. */
    Slice lately(long now) {
        return since(now, Optional.empty());
    }

    /** The evaluations of the window that came after an opening. */
    Slice since(long now, Optional<Open> opening) {
        Slice sum = new Slice(now, 0, 0);
        for (Slice slice : earlier) {
            sum = counts(slice, now, opening) ? sum.plus(slice) : sum;
        }
        return counts(current, now, opening) ? sum.plus(current) : sum;
    }

    /** Left alone from now on: a minute at first, twice as long each time in a row, at most ten. */
    Spending opened(long now, String why) {
        int row = last.filter(open -> !open.isForgotten(now)).isPresent() ? openings + 1 : 1;
        Duration longer = FIRST.multipliedBy(1L << Math.min(row - 1, 4));
        Duration most = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        List<Slice> kept = new ArrayList<>(earlier);
        kept.add(current);
        return new Spending(
                new Slice(now, 0, 0), kept, halts, row, Optional.of(new Open(now, most, why)));
    }

    /** Whether nothing of it is remembered: neither slow nor halted lately, nor left alone lately. */
    boolean isQuiet(long now) {
        return lately(now).slow() == 0
                && halts.stream().noneMatch(at -> isLate(at, now))
                && last.filter(open -> !open.isForgotten(now)).isEmpty();
    }

    private List<Long> halted(long now) {
        List<Long> more = new ArrayList<>(halts);
        more.removeIf(at -> !isLate(at, now));
        more.add(now);
        return more.subList(Math.max(0, more.size() - MOST_HALTS), more.size());
    }

    private static boolean isLate(long at, long now) {
        return now - at < HALTS_WITHIN.toNanos();
    }

    private static boolean isAfter(Optional<Open> opening, long at) {
        return opening.isEmpty() || at - opening.get().end() >= 0;
    }

    private static boolean counts(Slice slice, long now, Optional<Open> opening) {
        return now - slice.since() <= WINDOW.toNanos()
                && (opening.isEmpty() || slice.since() - opening.get().since() >= 0);
    }

    /** With a new slice, when the current one is full. */
    private Spending turned(long now) {
        if (now - current.since() < SLICE.toNanos()) {
            return this;
        }
        List<Slice> kept = new ArrayList<>(earlier);
        kept.add(current);
        kept.removeIf(slice -> now - slice.since() > WINDOW.toNanos());
        return new Spending(new Slice(now, 0, 0), kept, halts, openings, last);
    }
}

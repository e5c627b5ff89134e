package dev.meshwarden.certs.renewal;

import dev.meshwarden.certs.pki.Generation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The phases of all generations at one instant: a pure function of their dates, the settings and the time, so that no state file
 * can disagree and every replica computes the same.
 *
 * <p>A generation signs from {@code publishStage} after its publication on, but at most half of what its predecessor had left then; at once when it has no
 * unexpired predecessor. It leaves the bundle 1.1 leaf lifetimes after its successor began to sign, expired or not: under a wrong clock that looks expired which
 * others still serve by.
 *
 * <p>One that begins in the future was made under a wrong clock, or is looked at under one. It never signs. It is removable once one that was published a
 * retirement ago signs, which shows that this clock is the right one; until then callers go on trusting it.
 *
 * @param generations oldest first, each with its dates
 * @param fromTheFuture those that begin in the future
 * @param retirement how long one stays in the bundle after its successor began to sign
 */
public record GenerationSchedule(
        List<Dated> generations, List<Generation> fromTheFuture, Duration retirement, Instant now) {
    /** What the cap of the store is. */
    public static final int MOST = 3;

    /**
     * A generation and its dates.
     *
     * @param active when it begins to sign
     * @param retires when its successor begins to sign; empty without one
     * @param removed when it leaves the bundle; empty without a successor
     */
    public record Dated(
            Generation generation,
            Instant active,
            Optional<Instant> retires,
            Optional<Instant> removed,
            GenerationPhase phase) {}

    public GenerationSchedule {
        generations = List.copyOf(generations);
        fromTheFuture = List.copyOf(fromTheFuture);
    }

    public static GenerationSchedule of(
            Collection<Generation> all, CertSettings settings, Instant now) {
        List<Generation> present =
                all.stream()
                        .filter(g -> !g.notBefore().isAfter(now))
                        .sorted(
                                Comparator.comparing(Generation::notBefore)
                                        .thenComparing(Generation::id))
                        .toList();
        List<Generation> absent = all.stream().filter(g -> g.notBefore().isAfter(now)).toList();
        List<Instant> active = activeDates(present, settings);
        List<Dated> dated = new ArrayList<>();
        for (int i = 0; i < present.size(); i++) {
            Generation g = present.get(i);
            Optional<Instant> retires =
                    i + 1 < present.size() ? Optional.of(active.get(i + 1)) : Optional.empty();
            Optional<Instant> removed = retires.map(r -> r.plus(settings.retirement()));
            dated.add(
                    new Dated(
                            g,
                            active.get(i),
                            retires,
                            removed,
                            phase(g, active.get(i), retires, removed, now)));
        }
        return new GenerationSchedule(dated, absent, settings.retirement(), now);
    }

    /** The one that signs now. */
    public Optional<Generation> active() {
        return in(GenerationPhase.ACTIVE).stream().findFirst();
    }

    /** Those of one phase, oldest first. */
    public List<Generation> in(GenerationPhase phase) {
        return generations.stream().filter(d -> d.phase() == phase).map(Dated::generation).toList();
    }

    /** Those that callers must trust now. */
    public List<Generation> bundled() {
        List<Generation> all = new ArrayList<>();
        generations.stream()
                .filter(d -> d.phase() != GenerationPhase.REMOVED)
                .forEach(d -> all.add(d.generation()));
        if (!isClockProven()) {
            all.addAll(fromTheFuture);
        }
        return all;
    }

    /** Those that the store should drop. */
    public List<Generation> removable() {
        List<Generation> out = new ArrayList<>(in(GenerationPhase.REMOVED));
        if (isClockProven()) {
            out.addAll(fromTheFuture);
        }
        return out;
    }

    private boolean isClockProven() {
        return active().map(g -> !now.isBefore(g.published().plus(retirement))).orElse(false);
    }

    /** Why a new generation must be made now; empty while the present ones do, or are as many as the store takes. */
    public Optional<GenerationReason> due() {
        Optional<Generation> signing = active();
        if (signing.isEmpty()) {
            return Optional.of(
                    generations.isEmpty() ? GenerationReason.FIRST : GenerationReason.NONE_LEFT);
        }
        if (!in(GenerationPhase.PUBLISHED).isEmpty() || bundled().size() >= MOST) {
            return Optional.empty();
        }
        Generation g = signing.get();
        Duration life = Duration.between(g.published(), g.notAfter());
        Instant successor = g.published().plus(life.multipliedBy(3).dividedBy(5));
        return now.isBefore(successor) ? Optional.empty() : Optional.of(GenerationReason.AGE);
    }

    private static List<Instant> activeDates(List<Generation> present, CertSettings settings) {
        List<Instant> dates = new ArrayList<>();
        for (int i = 0; i < present.size(); i++) {
            Generation g = present.get(i);
            if (i == 0) {
                dates.add(g.notBefore()); // nothing to overlap with, whatever the clock says
                continue;
            }
            Generation before = present.get(i - 1);
            Duration left = Duration.between(g.published(), before.notAfter());
            Instant date = g.published();
            if (left.isPositive()) {
                Duration half = left.dividedBy(2);
                Duration stage = settings.publishStage();
                date = date.plus(half.compareTo(stage) < 0 ? half : stage);
            }
            Instant previous = dates.getLast();
            dates.add(date.isAfter(previous) ? date : previous);
        }
        return dates;
    }

    private static GenerationPhase phase(
            Generation g,
            Instant active,
            Optional<Instant> retires,
            Optional<Instant> removed,
            Instant now) {
        if (removed.isPresent() && !now.isBefore(removed.get())) {
            return GenerationPhase.REMOVED;
        }
        if (!now.isBefore(retires.orElse(g.notAfter())) || !now.isBefore(g.notAfter())) {
            return GenerationPhase.RETIRING;
        }
        return now.isBefore(active) ? GenerationPhase.PUBLISHED : GenerationPhase.ACTIVE;
    }
}

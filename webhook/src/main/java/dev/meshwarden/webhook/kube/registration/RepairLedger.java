package dev.meshwarden.webhook.kube.registration;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was repaired lately, so that a fight with another writer is slow and is noticed. Times are of the monotonic clock, in nanoseconds.
 * Confined to one thread.
 */
final class RepairLedger {
    /** Between two repairs of one configuration; a second edit is repaired well within ten seconds all the same. */
    private static final Duration GAP = Duration.ofSeconds(5);

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int FIGHT = 3;

    private final Map<String, Long> last = new HashMap<>();
    private final Deque<Repair> recent = new ArrayDeque<>();

    private record Repair(long at, String manager) {}

    /** Whether a repair may be made now, or must wait. */
    boolean mayRepair(String configuration, long now) {
        Long before = last.get(configuration);
        return before == null || now - before >= GAP.toNanos();
    }

    void repaired(String configuration, String manager, long now) {
        last.put(configuration, now);
        recent.addLast(new Repair(now, manager));
        forget(now);
    }

    /** Who keeps reverting, if somebody does: the one whose edit was repaired last. */
    Optional<String> contestedBy(long now) {
        forget(now);
        return recent.size() < FIGHT ? Optional.empty() : Optional.of(recent.getLast().manager());
    }

    private void forget(long now) {
        while (!recent.isEmpty() && now - recent.getFirst().at() > WINDOW.toNanos()) {
            recent.removeFirst();
        }
    }
}

package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.webhook.admission.Entry;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which entries have been proven to work and so are at {@code Fail}. Nothing ever takes an entry back: trouble of ours must not open the
 * gate. Confined to one thread.
 */
final class Promotion {
    private final Set<String> proven = new TreeSet<>();

    /** A leader before us had proven these. */
    void adopt(Collection<String> atFail) {
        proven.addAll(atFail);
    }

    /** A call came through while these stood as they must. */
    void prove(List<WantedEntry> entries) {
        entries.stream().filter(Promotion::isClosed).forEach(e -> proven.add(e.row().name()));
    }

    /**
     * The names of the entries that are at {@code Fail}.
     *
     * @param enforces whether anything is denied anywhere; if not, nothing may fail for want of us
     */
    Set<String> closed(boolean enforces) {
        return enforces ? Set.copyOf(proven) : Set.of();
    }

    /** Whether an entry waits for its proof. */
    boolean isDue(List<WantedEntry> entries) {
        return entries.stream().anyMatch(e -> isClosed(e) && !proven.contains(e.row().name()));
    }

    private static boolean isClosed(WantedEntry entry) {
        return entry.row().failMode() == Entry.FailMode.CLOSED;
    }
}

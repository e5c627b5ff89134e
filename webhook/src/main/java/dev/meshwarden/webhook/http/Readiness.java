package dev.meshwarden.webhook.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What must hold before callers are sent here. What all replicas share never counts: all of them leaving together would turn a small
 * fault into a standstill.
 *
 * @param checks in the order in which they are shown
 * @param notes shown beside them, never counted
 */
public record Readiness(List<Check> checks, Supplier<List<Note>> notes) {
    public Readiness {
        checks = List.copyOf(checks);
    }

    /**
     * One thing that must hold.
     *
     * @param fault why it does not; empty while it does
     */
    public record Check(String name, Supplier<Optional<String>> fault) {}

    /** Something worth knowing. */
    public record Note(String name, String text) {}

    /** What one look at a check came to; an empty fault is a pass. */
    record Result(String name, String fault) {
        boolean passed() {
            return fault.isEmpty();
        }
    }

    List<Result> look() {
        List<Result> results = new ArrayList<>();
        for (Check check : checks) {
            results.add(new Result(check.name(), check.fault().get().orElse("")));
        }
        return results;
    }
}

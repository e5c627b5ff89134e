package dev.meshwarden.policy.suite;

import dev.meshwarden.policy.decision.Decision;

import java.util.List;
import java.util.Optional;

/**
 * How a case came out.
 *
 * @param decision empty when none could be made
 * @param differences from what was expected, one line each; none: passed
 */
public record FixtureResult(
        VerdictFixture fixture, Optional<Decision> decision, List<String> differences) {
    public FixtureResult {
        differences = List.copyOf(differences);
    }

    public boolean passed() {
        return differences.isEmpty();
    }
}

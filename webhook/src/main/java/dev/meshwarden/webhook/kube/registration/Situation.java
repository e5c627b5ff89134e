package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.policy.profile.Enforcement;
import dev.meshwarden.policy.profile.EnforcementMode;

import java.time.Instant;
import java.util.List;

/**
 * What a pass works from, read once.
 *
 * @param enforces whether anything is denied anywhere
 * @param now for records
 * @param nanos monotonic, for intervals
 */
record Situation(
        Placement placement, List<WantedEntry> entries, boolean enforces, Instant now, long nanos) {
    Situation {
        entries = List.copyOf(entries);
    }

    static boolean enforcesAnywhere(Enforcement enforcement) {
        return enforcement.mode() == EnforcementMode.ENFORCE
                || enforcement.byNamespace().stream()
                        .anyMatch(e -> e.mode() == EnforcementMode.ENFORCE);
    }
}

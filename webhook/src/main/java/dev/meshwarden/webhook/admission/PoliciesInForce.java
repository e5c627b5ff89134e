package dev.meshwarden.webhook.admission;

import dev.meshwarden.policy.decision.Decider;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.webhook.audit.PolicyOrigins;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The policies that decide now, and what became of the last attempt to replace them. A review takes the decider once and keeps it, so
 * that it sees one set from beginning to end.
 *
 * <p>Threading: one volatile reference to an immutable snapshot; read by any thread, set by the one that loads.
 */
public final class PoliciesInForce {
    private volatile Snapshot snapshot;

    /**
     * @param origins how records name the set
     * @param refused the newer set that was not put in force; empty when the newest is
     */
    public record Snapshot(
            Decider decider, PolicyOrigins origins, Instant since, Optional<Refused> refused) {}

    /** A set that stayed out of force. */
    public record Refused(Instant at, List<Diagnostic> diagnostics) {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    public PoliciesInForce(Decider first, PolicyOrigins origins, Instant now) {
        this.snapshot = new Snapshot(first, origins, now, Optional.empty());
    }

    public Decider current() {
        return snapshot.decider();
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    /** All later reviews are decided by this. */
    public void put(Decider next, PolicyOrigins origins, Instant now) {
        snapshot = new Snapshot(next, origins, now, Optional.empty());
    }

    /** A newer set cannot be used; what is in force stays. */
    public void refuse(List<Diagnostic> why, Instant now) {
        Snapshot held = snapshot;
        snapshot =
                new Snapshot(
                        held.decider(),
                        held.origins(),
                        held.since(),
                        Optional.of(new Refused(now, why)));
    }
}

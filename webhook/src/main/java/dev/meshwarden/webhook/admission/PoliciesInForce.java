package dev.meshwarden.webhook.admission;

import dev.meshwarden.policy.decision.Decider;

/**
 * The policies that decide now. A review takes the decider once and keeps it, so that it sees one set from beginning to end.
 *
 * <p>Threading: one volatile reference to an immutable decider; read by any thread, set by the one that loads.
 */
public final class PoliciesInForce {
    private volatile Decider decider;

    public PoliciesInForce(Decider first) {
        this.decider = first;
    }

    public Decider current() {
        return decider;
    }

    /** All later reviews are decided by this. */
    public void put(Decider next) {
        decider = next;
    }
}

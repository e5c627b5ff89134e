package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.patch.Patch;

/**
 * A patch that a rule proposed, and what became of it.
 *
 * @param reason why it was dropped or only proposed; empty for an applied one
 */
public record PatchRecord(String rule, Patch patch, Fate fate, String reason) {
    /** What became of a patch. */
    public enum Fate {
        APPLIED,
        /** Wanted, but not applied; the reason says why. */
        DROPPED,
        /** Shown only: nobody opted into it, or this phase changes nothing. */
        PROPOSED;

        public String text() {
            return switch (this) {
                case APPLIED -> "applied";
                case DROPPED -> "dropped";
                case PROPOSED -> "proposed";
            };
        }
    }
}

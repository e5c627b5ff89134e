package dev.meshwarden.policy.decision;

/** Why an action came to less than rule, profile and constraint have it, in the order in which the reasons are looked at. */
public enum Cap {
    /** The old object had the same violation. */
    RATCHET,
    /** The AuthorizationPolicy is a dry run. */
    DRY_RUN,
    /** The namespace is being deleted, and this deletion belongs to it. */
    TERMINATING,
    /** The enforcement mode. */
    ENFORCEMENT,
    BREAK_GLASS;

    /** As results and records name it. */
    public String text() {
        return switch (this) {
            case RATCHET -> "ratchet";
            case DRY_RUN -> "dry-run";
            case TERMINATING -> "terminating";
            case ENFORCEMENT -> "enforcement";
            case BREAK_GLASS -> "break-glass";
        };
    }
}

package dev.meshwarden.policy.rule;

/** What a violation leads to, weakest first. */
public enum EnforcementAction {
    OFF,
    AUDIT,
    WARN,
    DENY;

    public String text() {
        return switch (this) {
            case OFF -> "off";
            case AUDIT -> "audit";
            case WARN -> "warn";
            case DENY -> "deny";
        };
    }

    /** The weaker of two. */
    public EnforcementAction cappedAt(EnforcementAction most) {
        return compareTo(most) <= 0 ? this : most;
    }
}

package dev.meshwarden.policy.profile;

import dev.meshwarden.policy.rule.EnforcementAction;

/** The most that any action may come to. */
public enum EnforcementMode {
    ENFORCE(EnforcementAction.DENY),
    WARN(EnforcementAction.WARN),
    /** Nothing reaches the author; the record says what would have been denied. */
    OBSERVE(EnforcementAction.AUDIT);

    private final EnforcementAction most;

    EnforcementMode(EnforcementAction most) {
        this.most = most;
    }

    public EnforcementAction most() {
        return most;
    }

    public String text() {
        return switch (this) {
            case ENFORCE -> "enforce";
            case WARN -> "warn";
            case OBSERVE -> "observe";
        };
    }
}

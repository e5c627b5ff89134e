package dev.meshwarden.policy.constraint;

import dev.meshwarden.policy.rule.EnforcementAction;

/** What a rule that broke or reached a limit comes to. */
public enum OnError {
    /** Denied, with code 500. */
    DENY(EnforcementAction.DENY),
    WARN(EnforcementAction.WARN),
    /** Recorded only. */
    AUDIT(EnforcementAction.AUDIT);

    private final EnforcementAction action;

    OnError(EnforcementAction action) {
        this.action = action;
    }

    public EnforcementAction action() {
        return action;
    }

    public String text() {
        return action.text();
    }
}

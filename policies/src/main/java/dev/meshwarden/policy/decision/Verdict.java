package dev.meshwarden.policy.decision;

/** What all answers come to. */
public enum Verdict {
    ALLOW,
    /** Admitted, with warnings. */
    WARN,
    DENY,
    /** Denied because a rule that must not be skipped could not be judged. */
    ERROR,
    /** Would have been denied; admitted because the user is of a break-glass group. */
    BREAK_GLASS;

    public boolean admits() {
        return switch (this) {
            case ALLOW, WARN, BREAK_GLASS -> true;
            case DENY, ERROR -> false;
        };
    }

    /** As results and records name it. */
    public String text() {
        return switch (this) {
            case ALLOW -> "allow";
            case WARN -> "warn";
            case DENY -> "deny";
            case ERROR -> "error";
            case BREAK_GLASS -> "break_glass";
        };
    }
}

package dev.meshwarden.policy.review;

/** Why we are asked: the two webhook phases, or a command without a cluster. */
public enum Phase {
    VALIDATE,
    MUTATE,
    OFFLINE;

    /** As {@code input.phase} has it. */
    public String text() {
        return switch (this) {
            case VALIDATE -> "validate";
            case MUTATE -> "mutate";
            case OFFLINE -> "offline";
        };
    }
}

package dev.meshwarden.webhook.audit;

import java.util.Locale;

/** What a record tells of. */
public enum RecordKind {
    DECISION,
    START,
    STOP,
    RECOVERY,
    ROTATE,
    GAP,
    POLICY_LOAD,
    CONFIG,
    PAUSE;

    /** As the field {@code kind} has it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.meshwarden.webhook.audit;

import java.util.Locale;

/** How much a record matters when there is no room for all; as counters and gap records name it. */
public enum RecordClass {
    /** A plain admission: the first to go. */
    ALLOW,
    WARN,
    DENY,
    ERROR,
    MUTATE,
    BREAK_GLASS,
    /** What the log and the program tell of themselves. */
    CONTROL;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it may use the reserved quarter of the queue, and the reserve of a full disk. */
    public boolean isReserved() {
        return switch (this) {
            case ALLOW, WARN -> false;
            case DENY, ERROR, MUTATE, BREAK_GLASS, CONTROL -> true;
        };
    }
}

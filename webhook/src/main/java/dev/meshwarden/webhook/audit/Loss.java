package dev.meshwarden.webhook.audit;

import java.util.Locale;

/** Why a record did not get into the log, or not in time; as counters and gap records name it. */
public enum Loss {
    QUEUE_FULL,
    DISK_FULL,
    /** Not durable within the wait; it may still become so. */
    LATE,
    /** The log is closed. */
    CLOSED;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.meshwarden.certs.renewal;

import java.util.Locale;

/** Where a generation stands in its life, in the order of time. */
public enum GenerationPhase {
    /** In the bundle, signs nothing. */
    PUBLISHED,
    /** In the bundle, signs leaves. */
    ACTIVE,
    /** In the bundle only: leaves that it signed may still be served. */
    RETIRING,
    /** Out of the bundle, to be deleted. */
    REMOVED;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

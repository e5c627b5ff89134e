package dev.meshwarden.webhook.audit.verify;

/** How much a finding matters, least first. */
public enum Grade {
    /** As it should be. */
    FINE,
    /** Explained, but not proven; counts under {@code --strict}. */
    UNPROVEN,
    /** The log is not what was signed. */
    BROKEN,
    /** It could not be checked. */
    UNREADABLE
}

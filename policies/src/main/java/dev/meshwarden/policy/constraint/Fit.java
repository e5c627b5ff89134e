package dev.meshwarden.policy.constraint;

/** Whether a match covers a review. */
public enum Fit {
    YES,
    NO,
    /** The labels of the object's namespace decide, and they are not known. */
    NEEDS_NAMESPACE
}

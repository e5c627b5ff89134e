package dev.meshwarden.policy.review;

/** What the request does to the object. */
public enum Operation {
    CREATE,
    UPDATE,
    DELETE,
    CONNECT
}

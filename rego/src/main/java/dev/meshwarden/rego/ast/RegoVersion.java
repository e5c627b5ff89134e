package dev.meshwarden.rego.ast;

/** The language a module is written in. */
public enum RegoVersion {
    /** Before OPA 1.0: {@code if}, {@code contains}, {@code in} and {@code every} are names until imported. */
    V0,
    /** OPA 1.0. */
    V1,
    /** V1 with the keywords {@code and} and {@code or} and with bodies behind {@code not}. */
    V2;

    /** Whether this is {@code other} or later. */
    public boolean atLeast(RegoVersion other) {
        return compareTo(other) >= 0;
    }
}

package dev.meshwarden.rego.runtime;

import dev.meshwarden.rego.diagnostic.Diagnostic;

/** Evaluation has failed: a conflict, or in strict mode a builtin's error. Stackless; {@code engine} turns it into an outcome. */
public final class Failure extends RuntimeException {
    private final transient Diagnostic error;

    public Failure(Diagnostic error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public Diagnostic error() {
        return error;
    }
}

package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.runtime.Memory;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

/** Input, data and memory as they were before a modifier changed them, and the same of the modifier around that one. */
record Scope(@Nullable Value input, @Nullable Value data, Memory memory, @Nullable Scope around) {
    /** One modifier further out. */
    Scope outer() {
        if (around == null) {
            throw new IllegalStateException("bug: no modifier so far out");
        }
        return around;
    }
}

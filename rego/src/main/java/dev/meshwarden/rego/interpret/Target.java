package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

/** The local that a step puts a value into. */
record Target(int local, boolean built) {
    void put(Frame frame, @Nullable Value value) {
        if (built) {
            frame.put(local, value);
        } else {
            frame.locals[local] = value;
        }
    }
}

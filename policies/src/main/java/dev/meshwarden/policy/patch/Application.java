package dev.meshwarden.policy.patch;

import dev.meshwarden.rego.value.Value;

/** What applying operations came to: all of them, or none. */
public sealed interface Application {
    /** All applied. */
    record Applied(Value result) implements Application {}

    /**
     * One did not apply, so none did.
     *
     * @param op counted from 0; -1 when the patch as a whole is refused
     */
    record Refused(int op, String reason) implements Application {}
}

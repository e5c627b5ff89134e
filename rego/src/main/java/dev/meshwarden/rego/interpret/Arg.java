package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

/** Where a step finds a value: a constant or a local. */
final class Arg {
    private final @Nullable Value constant;
    private final int local;
    private final boolean built;

    private Arg(@Nullable Value constant, int local, boolean built) {
        this.constant = constant;
        this.local = local;
        this.built = built;
    }

    static Arg constant(Value value) {
        return new Arg(value, -1, false);
    }

    /**
     * @param built whether collections are built in the local
     */
    static Arg local(int index, boolean built) {
        return new Arg(null, index, built);
    }

    @Nullable Value constant() {
        return constant;
    }

    /** Null: undefined. */
    @Nullable Value get(Frame frame) {
        if (constant != null) {
            return constant;
        }
        return built ? frame.built(local) : frame.locals[local];
    }
}

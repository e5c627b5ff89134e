package dev.meshwarden.rego.plan;

import dev.meshwarden.rego.value.Value;

/** What a step works on: a local or a constant. */
public sealed interface Operand {
    /** The value of a local, which may be undefined. */
    record Local(int index) implements Operand {
        public Local {
            if (index < 0) {
                throw new IllegalArgumentException("a local is numbered from 0");
            }
        }

        @Override
        public String toString() {
            return "$" + index;
        }
    }

    /** A value known when the plan is made. */
    record Const(Value value) implements Operand {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** The local that holds the input, in every function and entry. */
    Local INPUT = new Local(0);

    /** The local that holds the base documents, in every function and entry. */
    Local DATA = new Local(1);

    static Const of(Value value) {
        return new Const(value);
    }
}

package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

/** A value written out: null, a boolean, a number or a string; never a collection. */
public record Scalar(Value value, Location at) implements Term {
    public static final Scalar TRUE = new Scalar(Bool.TRUE, Location.NONE);

    public Scalar {
        if (!(value instanceof Null
                || value instanceof Bool
                || value instanceof Num
                || value instanceof Str)) {
            throw new IllegalStateException("bug: not a scalar: " + value.typeName());
        }
    }

    public static Scalar string(String text, Location at) {
        return new Scalar(Str.of(text), at);
    }

    @Override
    public Scalar at(Location changed) {
        return new Scalar(value, changed);
    }

    @Override
    public String toString() {
        return AstText.of(this);
    }
}

package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

/**
 * {@code with target as value}.
 *
 * @param target below {@code input} or {@code data}, or the name of a function
 */
public record With(Ref target, Term value, Location at) implements Node {
    @Override
    public String toString() {
        return AstText.of(this);
    }
}

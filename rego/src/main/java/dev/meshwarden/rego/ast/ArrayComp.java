package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

/** {@code [head | body]}. */
public record ArrayComp(Term head, Body body, Location at) implements Term {
    @Override
    public ArrayComp at(Location changed) {
        return new ArrayComp(head, body, changed);
    }

    @Override
    public String toString() {
        return AstText.of(this);
    }
}

package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

/** {@code {head | body}}. */
public record SetComp(Term head, Body body, Location at) implements Term {
    @Override
    public SetComp at(Location changed) {
        return new SetComp(head, body, changed);
    }

    @Override
    public String toString() {
        return AstText.of(this);
    }
}

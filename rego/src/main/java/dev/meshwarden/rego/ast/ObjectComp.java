package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

/** {@code {key: value | body}}. */
public record ObjectComp(Term key, Term value, Body body, Location at) implements Term {
    @Override
    public ObjectComp at(Location changed) {
        return new ObjectComp(key, value, body, changed);
    }

    @Override
    public String toString() {
        return AstText.of(this);
    }
}

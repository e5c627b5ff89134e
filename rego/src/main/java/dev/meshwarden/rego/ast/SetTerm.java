package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

import java.util.List;

/** {@code {a, b}} or {@code set()}. In source order, each member once. */
public record SetTerm(List<Term> members, Location at) implements Term {
    public SetTerm {
        members = List.copyOf(members);
    }

    @Override
    public SetTerm at(Location changed) {
        return new SetTerm(members, changed);
    }

    @Override
    public String toString() {
        return AstText.of(this);
    }
}

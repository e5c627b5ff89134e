package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

import java.util.List;

/** {@code [a, b]}. */
public record ArrayTerm(List<Term> elements, Location at) implements Term {
    public ArrayTerm {
        elements = List.copyOf(elements);
    }

    @Override
    public ArrayTerm at(Location changed) {
        return new ArrayTerm(elements, changed);
    }

    @Override
    public String toString() {
        return AstText.of(this);
    }
}

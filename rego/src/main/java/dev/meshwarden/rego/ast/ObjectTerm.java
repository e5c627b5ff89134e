package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

import java.util.List;

/** {@code {k: v}}. In source order; of two entries with the same key term the later value counts. */
public record ObjectTerm(List<Entry> entries, Location at) implements Term {
    /** One key and its value. */
    public record Entry(Term key, Term value) {}

    public ObjectTerm {
        entries = List.copyOf(entries);
    }

    @Override
    public ObjectTerm at(Location changed) {
        return new ObjectTerm(entries, changed);
    }

    @Override
    public String toString() {
        return AstText.of(this);
    }
}

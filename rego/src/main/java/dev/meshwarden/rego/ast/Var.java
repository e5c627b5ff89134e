package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

/**
 * A variable or the name of a rule, function or import.
 *
 * @param name as written; each {@code _} has a name of its own that begins with {@code $}, generated ones begin with {@code __local}
 */
public record Var(String name, Location at) implements Term {
    /** What the names of wildcards begin with. */
    public static final String WILDCARD = "$";

    public boolean isWildcard() {
        return name.startsWith(WILDCARD);
    }

    @Override
    public Var at(Location changed) {
        return new Var(name, changed);
    }

    @Override
    public String toString() {
        return AstText.of(this);
    }
}

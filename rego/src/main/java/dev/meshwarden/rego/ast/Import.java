package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

/**
 * An import.
 *
 * @param path begins with {@code data}, {@code input}, {@code future} or {@code rego}; further parts are strings
 * @param alias the name behind {@code as}; null when there is none
 */
public record Import(Ref path, @Nullable String alias, Location at) implements Node {
    /** The name it introduces: the alias, else the last part of the path. */
    public String name() {
        if (alias != null) {
            return alias;
        }
        String last = path.path().isEmpty() ? null : path.string(path.path().size() - 1);
        return last != null ? last : path.name();
    }

    /** Whether it only switches on keywords: {@code future.…} or {@code rego.…}. */
    public boolean isOfLanguage() {
        return path.name().equals("future") || path.name().equals("rego");
    }

    @Override
    public String toString() {
        return AstText.of(this);
    }
}

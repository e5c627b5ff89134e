package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

/**
 * One comment.
 *
 * @param text without the leading {@code #} and without the line end
 */
public record Comment(String text, Location at) implements Node {
    @Override
    public String toString() {
        return "#" + text;
    }
}

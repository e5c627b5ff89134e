package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

import java.util.List;

/**
 * {@code $"text {expression} text"}.
 *
 * @param raw written between backquotes
 */
public record TemplateString(List<TemplatePart> parts, boolean raw, Location at) implements Term {
    public TemplateString {
        parts = List.copyOf(parts);
    }

    @Override
    public TemplateString at(Location changed) {
        return new TemplateString(parts, raw, changed);
    }

    @Override
    public String toString() {
        return AstText.of(this);
    }
}

package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

/** A part of a template string. */
public sealed interface TemplatePart extends Node {
    /** Text between the braces, or a scalar inside them that can never be undefined. */
    record Fixed(Scalar value) implements TemplatePart {
        @Override
        public Location at() {
            return value.at();
        }
    }

    /** What stands in braces: a term or call, perhaps with modifiers; prints {@code <undefined>} when it is undefined. */
    record Hole(Expr expr) implements TemplatePart {
        @Override
        public Location at() {
            return expr.at();
        }
    }
}

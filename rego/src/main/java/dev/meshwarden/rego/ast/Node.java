package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

/** Anything in a syntax tree. Its {@code toString} is Rego text. */
public sealed interface Node
        permits Module,
                Import,
                Rule,
                Head,
                Body,
                Expr,
                Form,
                With,
                Term,
                TemplatePart,
                Annotations,
                Comment {
    /** Where it was written; for what a stage generated, the place of what it was generated from. */
    Location at();
}

/**
 * The syntax tree: records only, immutable, each with the place it was written at. Begin at {@link Module}; a body is
 * {@link Expr}s, an expression has a {@link Form}, and what has a value is a {@link Term}. Printing is {@link AstText}, structural
 * order is {@link TermOrder}; {@code equals} of a record also compares places. Keep out: parsing, name resolution, evaluation.
 */
@NullMarked
package dev.meshwarden.rego.ast;

import org.jspecify.annotations.NullMarked;

/**
 * Text to syntax tree. Begin at {@link Parser}; {@code Lexer} makes tokens, {@code TokenCursor} is the one place that knows
 * where the reader stands, and each group of the grammar has a parser of its own. Keep out: name resolution, safety, types.
 */
@NullMarked
package dev.meshwarden.rego.syntax;

import org.jspecify.annotations.NullMarked;

/**
 * The operators: arithmetic, comparison, set operations, membership. Begin at {@link InfixBuiltins}. Keep out: how numbers are
 * computed, which {@code Num} knows.
 */
@NullMarked
package dev.meshwarden.rego.builtin.infix;

import org.jspecify.annotations.NullMarked;

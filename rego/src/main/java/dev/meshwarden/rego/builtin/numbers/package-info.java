/**
 * Numbers: rounding, ranges, bits, conversion from text. Begin at {@link NumberBuiltins}. Keep out: the operators, which are infix.
 */
@NullMarked
package dev.meshwarden.rego.builtin.numbers;

import org.jspecify.annotations.NullMarked;

/**
 * What kind a value is. Begin at {@link TypeBuiltins}. Keep out: the compiler's types.
 */
@NullMarked
package dev.meshwarden.rego.builtin.types;

import org.jspecify.annotations.NullMarked;

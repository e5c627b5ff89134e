/**
 * Builtins that only old modules may call. Begin at {@link DeprecatedBuiltins}. Keep out: anything a new module may call.
 */
@NullMarked
package dev.meshwarden.rego.builtin.deprecated;

import org.jspecify.annotations.NullMarked;

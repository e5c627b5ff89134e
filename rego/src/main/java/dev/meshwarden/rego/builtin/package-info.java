/**
 * The builtins. Begin at {@link BuiltinTable}: one line a builtin, one family a folder. Keep out: how calls are evaluated.
 */
@NullMarked
package dev.meshwarden.rego.builtin;

import org.jspecify.annotations.NullMarked;

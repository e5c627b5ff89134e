/**
 * Glob patterns. Begin at {@link GlobBuiltins}. Keep out: matching itself, which a regular expression does.
 */
@NullMarked
package dev.meshwarden.rego.builtin.glob;

import org.jspecify.annotations.NullMarked;

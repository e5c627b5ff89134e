/**
 * Formatting as Go's {@code fmt} and {@code strconv} do it. Begin at {@link GoFormat}. Keep out: how Rego values become arguments, which
 * {@code sprintf} decides.
 */
@NullMarked
package dev.meshwarden.rego.builtin.format;

import org.jspecify.annotations.NullMarked;

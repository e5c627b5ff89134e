/**
 * What a policy tells those who watch it, and asks of its surroundings; walk. Begin at {@link TracingBuiltins}. Keep out: where notes and prints go, which {@code World} and the interpreter decide.
 */
@NullMarked
package dev.meshwarden.rego.builtin.tracing;

import org.jspecify.annotations.NullMarked;

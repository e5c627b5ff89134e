/**
 * Times: nanoseconds since the epoch to dates and texts, and back, with Go's layouts and zone names. Begin at {@link TimeBuiltins}. Keep
 * out: reading the clock, which the evaluation does once.
 */
@NullMarked
package dev.meshwarden.rego.builtin.time;

import org.jspecify.annotations.NullMarked;

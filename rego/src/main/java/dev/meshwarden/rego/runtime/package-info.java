/**
 * What one evaluation needs while it runs: {@link Run} holds its memory and its limits, {@link Documents} puts values into documents,
 * {@link Failure} ends it. Null means undefined, here and in {@code interpret}, and nowhere else. Keep out: steps and plans.
 */
@NullMarked
package dev.meshwarden.rego.runtime;

import org.jspecify.annotations.NullMarked;

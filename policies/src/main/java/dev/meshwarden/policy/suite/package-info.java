/**
 * Verdict fixtures, handed in and run. Begin at {@link FixtureReader} and {@link FixtureRunner}. Keep out: finding files, printing
 * results.
 */
@NullMarked
package dev.meshwarden.policy.suite;

import org.jspecify.annotations.NullMarked;

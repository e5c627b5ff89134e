/**
 * Texts that stand for amounts and versions. Begin at {@link UnitBuiltins}. Keep out: times.
 */
@NullMarked
package dev.meshwarden.rego.builtin.units;

import org.jspecify.annotations.NullMarked;

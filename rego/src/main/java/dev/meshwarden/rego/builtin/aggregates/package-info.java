/**
 * What a whole array or set comes to. Begin at {@link AggregateBuiltins}. Keep out: what goes member by member.
 */
@NullMarked
package dev.meshwarden.rego.builtin.aggregates;

import org.jspecify.annotations.NullMarked;

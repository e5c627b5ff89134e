/** Asking name servers. Begin at {@link LookupBuiltins}. */
@NullMarked
package dev.meshwarden.rego.builtin.lookup;

import org.jspecify.annotations.NullMarked;

/** {@code uuid.*}. Begin at {@link UuidBuiltins}. */
@NullMarked
package dev.meshwarden.rego.builtin.uuid;

import org.jspecify.annotations.NullMarked;

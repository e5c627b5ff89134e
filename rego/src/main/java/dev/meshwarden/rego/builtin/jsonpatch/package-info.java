/** {@code json.patch}: RFC 6902 over Rego values, sets included. Begin at {@link JsonPatchBuiltins}. */
@NullMarked
package dev.meshwarden.rego.builtin.jsonpatch;

import org.jspecify.annotations.NullMarked;

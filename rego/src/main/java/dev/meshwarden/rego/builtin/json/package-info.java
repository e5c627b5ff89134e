/**
 * JSON texts, and documents cut by paths. Begin at {@link JsonBuiltins}. Keep out: patches and schemas.
 */
@NullMarked
package dev.meshwarden.rego.builtin.json;

import org.jspecify.annotations.NullMarked;

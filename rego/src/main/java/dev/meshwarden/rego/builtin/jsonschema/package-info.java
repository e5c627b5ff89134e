/**
 * JSON Schema for policies, by networknt's validator. Begin at {@link JsonSchemaBuiltins}. Keep out: keywords' meaning, which is the
 * library's; only its findings are worded here.
 */
@NullMarked
package dev.meshwarden.rego.builtin.jsonschema;

import org.jspecify.annotations.NullMarked;

/**
 * Strings as base64, hex and URL queries, and back. Begin at {@link EncodingBuiltins}. Keep out: JSON and YAML.
 */
@NullMarked
package dev.meshwarden.rego.builtin.encoding;

import org.jspecify.annotations.NullMarked;

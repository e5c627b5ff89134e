/** {@code yaml.*}. Begin at {@link YamlBuiltins}. Keep out: reading and writing YAML, which is {@code rego.value}. */
@NullMarked
package dev.meshwarden.rego.builtin.yaml;

import org.jspecify.annotations.NullMarked;

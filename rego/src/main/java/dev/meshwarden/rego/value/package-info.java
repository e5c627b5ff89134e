/**
 * Rego's values, their order, and JSON and YAML in and out. Begin at {@link Value}. Everything here is immutable but the builders.
 * Keep out: builtins, evaluation.
 */
@NullMarked
package dev.meshwarden.rego.value;

import org.jspecify.annotations.NullMarked;

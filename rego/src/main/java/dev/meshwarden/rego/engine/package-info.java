/**
 * The front door: source to compiled policy, query to prepared query, evaluation to outcome. Begin at {@link RegoCompiler}.
 */
@NullMarked
package dev.meshwarden.rego.engine;

import org.jspecify.annotations.NullMarked;

/**
 * The engine beside the real {@code opa}: the same modules and queries, the same values and error codes. Begin at {@code
 * DifferentialTest}; {@code OpaServer} is the other side, {@code Grid} and {@code OperandGrid} make pairs.
 */
@NullMarked
package dev.meshwarden.rego.differential;

import org.jspecify.annotations.NullMarked;

/** {@code graph.*}: what is reachable in a graph given as an object of neighbours. Begin at {@link GraphBuiltins}. */
@NullMarked
package dev.meshwarden.rego.builtin.graph;

import org.jspecify.annotations.NullMarked;

/**
 * Text and places in it. Begin at {@link Source}; a {@link Location} is what every node, step and diagnostic carries. Keep out:
 * anything that knows what the text means.
 */
@NullMarked
package dev.meshwarden.rego.source;

import org.jspecify.annotations.NullMarked;

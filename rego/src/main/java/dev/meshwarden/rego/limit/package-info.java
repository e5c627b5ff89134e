/** What one evaluation may use, and how it stops. Begin at {@link Limits}. */
@NullMarked
package dev.meshwarden.rego.limit;

import org.jspecify.annotations.NullMarked;

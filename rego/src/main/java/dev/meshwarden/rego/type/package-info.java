/** Rego's types and the signatures of builtins. Begin at {@link Type}. Keep out: inference, which is the compiler's. */
@NullMarked
package dev.meshwarden.rego.type;

import org.jspecify.annotations.NullMarked;

/** Digests and message authentication codes. Begin at {@link CryptoBuiltins}. */
@NullMarked
package dev.meshwarden.rego.builtin.crypto;

import org.jspecify.annotations.NullMarked;

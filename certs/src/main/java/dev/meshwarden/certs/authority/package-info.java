/**
 * The certificate authority at one instant: which generation signs, which are trusted, what is due.
 *
 * <p>Begin at {@link dev.meshwarden.certs.authority.Authority}. Keep out: where generations are kept.
 */
@NullMarked
package dev.meshwarden.certs.authority;

import org.jspecify.annotations.NullMarked;

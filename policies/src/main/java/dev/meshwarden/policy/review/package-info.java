/** One admission request, decoded once. Begin at {@link Review}. Keep out: bytes, HTTP, decisions. */
@NullMarked
package dev.meshwarden.policy.review;

import org.jspecify.annotations.NullMarked;

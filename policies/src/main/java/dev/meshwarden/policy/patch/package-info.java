/** Patches that rules propose: ordered operations, applied whole. Begin at {@link Patch}. */
@NullMarked
package dev.meshwarden.policy.patch;

import org.jspecify.annotations.NullMarked;

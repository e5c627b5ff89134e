/**
 * Patches that rules propose: ordered operations, applied whole. Begin at {@link Patch}; {@link PatchGate} decides what may be
 * applied, {@link JsonPatch} applies. Keep out: which patches are wanted.
 */
@NullMarked
package dev.meshwarden.policy.patch;

import org.jspecify.annotations.NullMarked;

/**
 * Everything that decides, loaded all or nothing from the built-in pack and users' files. Begin at {@link PolicySet}. Keep out:
 * reading files, watching them.
 */
@NullMarked
package dev.meshwarden.policy.pack;

import org.jspecify.annotations.NullMarked;

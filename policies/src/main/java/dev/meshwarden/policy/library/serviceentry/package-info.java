/** Java rules about ServiceEntry. */
@NullMarked
package dev.meshwarden.policy.library.serviceentry;

import org.jspecify.annotations.NullMarked;

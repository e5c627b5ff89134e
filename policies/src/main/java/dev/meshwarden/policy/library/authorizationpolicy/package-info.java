/** Java rules about AuthorizationPolicy. */
@NullMarked
package dev.meshwarden.policy.library.authorizationpolicy;

import org.jspecify.annotations.NullMarked;

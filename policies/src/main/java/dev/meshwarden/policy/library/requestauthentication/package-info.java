/** Java rules about RequestAuthentication. */
@NullMarked
package dev.meshwarden.policy.library.requestauthentication;

import org.jspecify.annotations.NullMarked;

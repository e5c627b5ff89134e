/** Java rules about PeerAuthentication. */
@NullMarked
package dev.meshwarden.policy.library.peerauthentication;

import org.jspecify.annotations.NullMarked;

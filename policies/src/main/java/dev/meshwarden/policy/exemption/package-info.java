/**
 * Dated exceptions, the one mechanism for all rules. Begin at {@link Exemption}. Keep out: what an exempted violation comes to.
 */
@NullMarked
package dev.meshwarden.policy.exemption;

import org.jspecify.annotations.NullMarked;

/**
 * How strict a site is and what only the site knows. Begin at {@link Profile}; the product's own three are data beside the classes.
 * Keep out: how a profile bears on one decision.
 */
@NullMarked
package dev.meshwarden.policy.profile;

import org.jspecify.annotations.NullMarked;

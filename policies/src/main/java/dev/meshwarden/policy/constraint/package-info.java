/**
 * Where rules apply, with which parameters and to what effect, and the reader of the files that say so. Begin at {@link Constraint};
 * {@link Match} is Gatekeeper's, {@link Node} reads every file of ours with line and column. Keep out: what rules check.
 */
@NullMarked
package dev.meshwarden.policy.constraint;

import org.jspecify.annotations.NullMarked;

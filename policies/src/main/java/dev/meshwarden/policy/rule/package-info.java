/** The contract between a rule and whoever asks it. Begin at {@link Rule}. Keep out: which rules there are, where they apply. */
@NullMarked
package dev.meshwarden.policy.rule;

import org.jspecify.annotations.NullMarked;

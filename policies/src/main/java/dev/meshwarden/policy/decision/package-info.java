/**
 * What all answers come to for one review. Begin at {@link Decider}; {@link Decision} is the outcome. Keep out: bytes, clocks, the
 * response's form.
 */
@NullMarked
package dev.meshwarden.policy.decision;

import org.jspecify.annotations.NullMarked;

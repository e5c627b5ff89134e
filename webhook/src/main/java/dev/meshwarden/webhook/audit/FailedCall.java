package dev.meshwarden.webhook.audit;

import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.policy.review.Review;

import java.util.Optional;

/**
 * A call that came to no decision.
 *
 * @param review empty when the call was turned away before it was read
 * @param shed turned away for want of capacity; else it failed
 */
public record FailedCall(
        Optional<Review> review,
        Phase phase,
        String policyRevision,
        boolean shed,
        Delivery delivery) {}

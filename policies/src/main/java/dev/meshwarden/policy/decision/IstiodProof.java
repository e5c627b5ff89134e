package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Review;

/**
 * The object by which istiod finds out whether its own webhook answers: a Gateway that istiod's webhook always refuses, sent as a dry run.
 * istiod takes anybody's refusal for its own, and would then fail closed too early, so nobody else may refuse it.
 *
 * @see <a href="https://github.com/istio/istio/blob/master/pkg/webhooks/validation/controller/controller.go">istio, validation controller</a>
 */
final class IstiodProof {
    private static final String NAME = "invalid-gateway";
    private static final String MARK = "internal.istio.io/webhook-always-reject";

    private IstiodProof() {}

    /** Whether this is that object, which is never stored. */
    static boolean is(Review review) {
        return review.dryRun()
                && review.operation() == Operation.CREATE
                && review.gvk().group().equals("networking.istio.io")
                && review.gvk().kind().equals("Gateway")
                && review.name().equals(NAME)
                && !review.text("metadata", "annotations", MARK).isEmpty();
    }
}

package dev.meshwarden.policy.rule;

import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.rego.value.Obj;

import java.time.Duration;
import java.util.Optional;

/**
 * What a rule is asked.
 *
 * @param parameters the rule's defaults under the constraint's
 * @param settings the profile's, as {@code data.mesh.settings}
 * @param mesh the cluster before the request; empty without context
 * @param timeLeft what remains of the request's budget when the rule is asked
 */
public record Question(
        Review review, Obj parameters, Obj settings, Optional<MeshView> mesh, Duration timeLeft) {
    public Question withReview(Review other) {
        return new Question(other, parameters, settings, mesh, timeLeft);
    }
}

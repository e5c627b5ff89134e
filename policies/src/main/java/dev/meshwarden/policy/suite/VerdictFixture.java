package dev.meshwarden.policy.suite;

import dev.meshwarden.policy.decision.Verdict;
import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.profile.ProfileSpec;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.rego.value.Value;

import java.util.List;
import java.util.Optional;

/**
 * A review and the decision that it must get, as {@code case.yaml} says.
 *
 * @param name the case's folder
 * @param mesh from the context files; empty without any
 * @param mutations beside those that the profile opts into
 */
public record VerdictFixture(
        String name,
        String claim,
        Review review,
        Optional<MeshView> mesh,
        ProfileChoice profile,
        List<String> mutations,
        Expectation expect) {
    public VerdictFixture {
        mutations = List.copyOf(mutations);
    }

    /** Under which profile the case is judged. */
    public sealed interface ProfileChoice {
        /** The policy set's own. */
        record AsLoaded() implements ProfileChoice {}

        record Named(String name) implements ProfileChoice {}

        /** A file of the case's own. */
        record Written(ProfileSpec spec) implements ProfileChoice {}
    }

    /**
     * What must come out.
     *
     * @param violations the exact set of deny and warn; empty optional: not looked at
     * @param unchecked {@code id} or {@code id/clause}; each must be among the unchecked ones
     * @param patch what {@code /mutate} would answer, operation by operation; empty optional: not looked at
     * @param apiserver what the API server does with the object before it asks us
     */
    public record Expectation(
            Verdict verdict,
            Optional<List<ExpectedViolation>> violations,
            List<String> unchecked,
            Optional<List<Value>> patch,
            ApiServer apiserver) {}

    /** One violation; what is left out may be anything. */
    public record ExpectedViolation(
            String rule,
            Optional<String> clause,
            Optional<String> path,
            Optional<EnforcementAction> action) {}

    /** What the API server does with the object before it asks us. */
    public enum ApiServer {
        SAME("same"),
        /** Unknown fields are removed. */
        PRUNED("pruned"),
        REFUSED_BY_SCHEMA("refused-by-schema"),
        /** No such kind or version. */
        NOT_SERVED("not-served"),
        /** The webhook is not asked about this kind. */
        NOT_REGISTERED("not-registered"),
        /** Decided without the case's context: the webhook asks the cluster for no more than the review holds. */
        WITHOUT_CONTEXT("without-context");

        private final String text;

        ApiServer(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}

package dev.meshwarden.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.policy.review.Reading;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Obj;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What istiod sends to find out whether its own validation is asked. */
class IstiodProofTest {
    private static final String PROOF =
            """
            {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
              "uid": "u", "operation": "CREATE", "dryRun": true, "namespace": "istio-system",
              "kind": {"group": "networking.istio.io", "version": "v1", "kind": "Gateway"},
              "resource": {"group": "networking.istio.io", "version": "v1", "resource": "gateways"},
              "userInfo": {"username": "system:serviceaccount:istio-system:istiod"},
              "object": {"apiVersion": "networking.istio.io/v1", "kind": "Gateway",
                "metadata": {"name": "invalid-gateway", "namespace": "istio-system",
                  "labels": {"istio.io/rev": "default"},
                  "annotations": {"internal.istio.io/webhook-always-reject": "true"}},
                "spec": {}, "status": {}}, "oldObject": null}}
            """;

    private final Scene scene = new Scene().finds("T-1", EnforcementAction.DENY);

    @Test
    void F59_theProofPassesUntouchedInBothPhases() {
        Decision validated = scene.decide(review(PROOF));
        Decision mutated = scene.decide(review(PROOF).inPhase(Phase.MUTATE));

        assertThat(validated.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(validated.warnings()).isEmpty();
        assertThat(validated.violations()).isEmpty();
        assertThat(mutated.patchOps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"dryRun\": true' | '\"dryRun\": false'",
                "'\"name\": \"invalid-gateway\"' | '\"name\": \"my-gateway\"'",
                "'webhook-always-reject\": \"true\"' | 'webhook-always-reject\": \"false\"'",
                "'webhook-always-reject\": \"true\"' | 'webhook-always-reject\": \"true\", \"a\":"
                        + " \"b\"'",
                "'\"istio.io/rev\": \"default\"' | '\"app\": \"shop\"'",
                "'\"spec\": {}' | '\"spec\": {\"servers\": []}'",
                "'networking.istio.io' | 'gateway.networking.k8s.io'",
                "'Gateway\"' | 'Sidecar\"'"
            })
    void F59_whateverDiffersFromItIsJudged(String part, String other) {
        assertThat(PROOF).contains(part);
        assertThat(scene.decide(review(PROOF.replace(part, other))).verdict())
                .isEqualTo(Verdict.DENY);
    }

    private static Review review(String json) {
        Reading reading =
                Reviews.ofAdmissionReview((Obj) JsonReader.read(json), Phase.VALIDATE, Scene.NOW);
        return ((Reading.Read) reading).review();
    }
}

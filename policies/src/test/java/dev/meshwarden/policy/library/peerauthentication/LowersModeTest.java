package dev.meshwarden.policy.library.peerauthentication;

import static dev.meshwarden.policy.library.Ask.about;
import static dev.meshwarden.policy.library.Ask.brief;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LowersModeTest {
    private static final String ENROLLED =
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: payment, labels: {istio-injection: enabled}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: ledger, namespace: payment}
            spec: {template: {metadata: {labels: {app: ledger}}, spec: {containers: [{name: c, ports: [{containerPort: 9090}]}]}}}
            ---
            """;

    private static String peer(String namespace, String name, String created, String spec) {
        return """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: %s, namespace: %s%s}
        spec: %s
        """
                .formatted(
                        name,
                        namespace,
                        created.isEmpty() ? "" : ", creationTimestamp: \"" + created + "\"",
                        spec);
    }

    private static final String MESH_STRICT =
            peer("istio-system", "default", "2023-01-01T00:00:00Z", "{mtls: {mode: STRICT}}");

    @Test
    void withoutTheClusterWrittenModesAreCompared() {
        var rule = about(new LowersMode());
        String strict = peer("payment", "p", "", "{mtls: {mode: STRICT}}");
        String permissive = peer("payment", "p", "", "{mtls: {mode: PERMISSIVE}}");
        assertThat(brief(rule.update(strict, permissive)))
                .containsExactly("b deny /spec/mtls/mode");
        assertThat(brief(rule.update(permissive, strict))).isEmpty();
        assertThat(rule.update(strict, permissive).open()).hasSize(1);
    }

    @Test
    void aPortThatFallsIsNamed() {
        String before =
                peer("payment", "p", "", "{selector: {matchLabels: {a: b}}, mtls: {mode: STRICT}}");
        String after =
                peer(
                        "payment",
                        "p",
                        "",
                        "{selector: {matchLabels: {a: b}}, mtls: {mode: STRICT}, portLevelMtls:"
                                + " {9090: {mode: DISABLE}}}");
        assertThat(brief(about(new LowersMode()).update(before, after)))
                .containsExactly("b deny /spec/portLevelMtls/9090/mode");
    }

    @Test
    void deletingTheMeshWideStrictPolicyIsDenied() {
        var rule = about(new LowersMode());
        assertThat(brief(rule.delete(MESH_STRICT))).containsExactly("b deny ");
        assertThat(brief(rule.delete(peer("payment", "p", "", "{mtls: {mode: STRICT}}"))))
                .isEmpty();
        assertThat(
                        brief(
                                rule.delete(
                                        peer(
                                                "istio-system",
                                                "p",
                                                "",
                                                "{selector: {matchLabels: {a: b}}, mtls: {mode:"
                                                        + " STRICT}}"))))
                .isEmpty();
    }

    @Test
    void theNamespaceControllerClearsOut() {
        assertThat(
                        brief(
                                about(new LowersMode())
                                        .by(
                                                "system:serviceaccount:kube-system:namespace-controller")
                                        .delete(MESH_STRICT)))
                .isEmpty();
    }

    @Test
    void withTheClusterADeletionUnderAStrictMeshLowersNothing() {
        String ns = peer("payment", "default", "2024-01-01T00:00:00Z", "{mtls: {mode: STRICT}}");
        assertThat(
                        brief(
                                about(new LowersMode())
                                        .in(ENROLLED + MESH_STRICT + "---\n" + ns)
                                        .delete(ns)))
                .isEmpty();
        assertThat(brief(about(new LowersMode()).in(ENROLLED + ns).delete(ns)))
                .containsExactly("a deny ");
    }

    @Test
    void ofTwoPoliciesOnlyTheOlderCounts() {
        String older = peer("payment", "one", "2023-01-01T00:00:00Z", "{mtls: {mode: STRICT}}");
        String younger =
                peer("payment", "two", "2024-01-01T00:00:00Z", "{mtls: {mode: PERMISSIVE}}");
        String cluster = ENROLLED + older + "---\n" + younger;
        assertThat(brief(about(new LowersMode()).in(cluster).delete(older)))
                .containsExactly("a deny ");
        assertThat(brief(about(new LowersMode()).in(cluster).delete(younger))).isEmpty();
    }

    @Test
    void aNewWorkloadPolicyThatOpensOnePortLowersThatPort() {
        String policy =
                peer(
                        "payment",
                        "ledger",
                        "",
                        "{selector: {matchLabels: {app: ledger}}, portLevelMtls: {9090: {mode:"
                                + " DISABLE}}}");
        var answer = about(new LowersMode()).in(ENROLLED + MESH_STRICT).create(policy);
        assertThat(answer.violations())
                .singleElement()
                .satisfies(v ->
                        assertThat(v.message())
                                .isEqualTo(
                                        "CREATE of payment/ledger lowers mTLS for 1 workload"
                                            + " port(s), e.g. payment/Deployment/ledger:9090 STRICT"
                                            + " to DISABLE."));
    }

    @Test
    void aSecondMeshWidePolicyHasNoEffectYet() {
        String second = peer("istio-system", "second", "", "{mtls: {mode: PERMISSIVE}}");
        assertThat(brief(about(new LowersMode()).in(ENROLLED + MESH_STRICT).create(second)))
                .isEmpty();
    }

    @Test
    void anEmptyEnrolledNamespaceIsCovered() {
        String empty =
                """
                apiVersion: v1
                kind: Namespace
                metadata: {name: new, labels: {istio.io/dataplane-mode: ambient}}
                ---
                """;
        assertThat(brief(about(new LowersMode()).in(empty + MESH_STRICT).delete(MESH_STRICT)))
                .containsExactly("a deny ");
    }

    @Test
    void aPolicyThatNoProxyReadsLowersNothing() {
        String before =
                peer(
                        "istio-system",
                        "p",
                        "",
                        "{selector: {matchLabels: {a: b}}, mtls: {mode: STRICT}}");
        String after = before.replace("STRICT", "PERMISSIVE");
        assertThat(brief(about(new LowersMode()).update(before, after))).isEmpty();
    }

    @Test
    void theRecordCountsThePortsAndNamesTheFirst() {
        var answer = about(new LowersMode()).in(ENROLLED + MESH_STRICT).delete(MESH_STRICT);
        assertThat(answer.violations())
                .singleElement()
                .satisfies(v -> {
                    assertThat(v.details().get("count")).hasToString("3");
                    assertThat(v.details().get("examples"))
                            .asString()
                            .contains("payment/Deployment/ledger")
                            .contains("9090");
                });
    }
}

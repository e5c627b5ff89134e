package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a person sees who works with kubectl, and what is on record about it. */
@ExtendWith(EndToEnd.class)
final class T00AsKubectlPrintsIt {
    private static MeshwardenProcess meshwarden;
    private static Kubectl alice;

    @BeforeAll
    static void install(Cluster cluster) throws Exception {
        Path profile = cluster.folder().resolve("repairing.yaml");
        Files.writeString(
                profile,
                """
                apiVersion: policy.meshwarden.io/v1
                kind: Profile
                metadata: {name: repairing}
                spec: {extends: baseline, mutations: [MW-MTLS-001]}
                """);
        meshwarden = Installed.into(cluster).serve("--profile", profile.toString());
        alice = cluster.kubectl("alice", "dev");
    }

    private static String peerAuthentication(String namespace, String name, String spec) {
        return """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: %s, namespace: %s}
        spec: %s
        """
                .formatted(name, namespace, spec);
    }

    @Test
    void permissiveIsRefusedWithRulePathAndFix(Cluster cluster) throws Exception {
        String namespace = cluster.freshNamespace("t00");
        var ran =
                alice.run(
                        peerAuthentication(
                                namespace,
                                "ledger",
                                "{selector: {matchLabels: {app: ledger}}, mtls: {mode:"
                                        + " PERMISSIVE}}"),
                        "apply",
                        "-f",
                        "-");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains("Error from server (Forbidden)")
                .contains(
                        "admission webhook \"security.meshwarden.io\" denied the request:"
                                + " MW-MTLS-003")
                .contains("/spec/mtls/mode: ")
                .contains("Fix: ");
        JsonNode record = meshwarden.decision(namespace, "ledger");
        assertThat(ran.err()).contains("[decision " + record.path("id").asText() + "]");
        assertThat(record.path("who").path("user").asText()).isEqualTo("alice");
    }

    @Test
    void aWarningIsPrintedAndTheObjectStored(Cluster cluster) throws Exception {
        String namespace = cluster.freshNamespace("t00");
        var ran =
                alice.run(
                        """
                        apiVersion: security.istio.io/v1
                        kind: AuthorizationPolicy
                        metadata: {name: charge, namespace: %s}
                        spec: {selector: {matchLabels: {app: charge}}, action: AUDIT, rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/cart]}}]}]}
                        """
                                .formatted(namespace),
                        "apply",
                        "-f",
                        "-");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("created");
        assertThat(ran.err()).contains("Warning: MW-AUTHZ-012");
    }

    @Test
    void aRepairIsVisibleInTheStoredObject(Cluster cluster) throws Exception {
        var ran = alice.run(peerAuthentication(Cluster.ROOT, "default", "{}"), "apply", "-f", "-");
        assertThat(ran.code()).as(ran.err()).isZero();
        var stored =
                alice.run(
                        "",
                        "get",
                        "peerauthentication",
                        "default",
                        "-n",
                        Cluster.ROOT,
                        "-o",
                        "jsonpath={.spec.mtls.mode}");
        assertThat(stored.out()).isEqualTo("STRICT");
        assertThat(meshwarden.decision(Cluster.ROOT, "default").path("verdict").asText())
                .isEqualTo("allow");
        cluster.breaker().delete(Istio.peerAuthentications(Cluster.ROOT) + "/default");
    }

    @Test
    void aServerSideDryRunIsRecordedAsOne(Cluster cluster) throws Exception {
        String namespace = cluster.freshNamespace("t00");
        var ran =
                alice.run(
                        peerAuthentication(namespace, "dry", "{mtls: {mode: DISABLE}}"),
                        "apply",
                        "--dry-run=server",
                        "-f",
                        "-");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("MW-MTLS-");
        JsonNode record = meshwarden.decision(namespace, "dry");
        assertThat(record.path("req").path("dry_run").asBoolean()).isTrue();
        assertThat(record.path("verdict").asText()).isEqualTo("deny");
    }

    @Test
    void deletingTheMeshWideStrictPolicyIsRefused(Cluster cluster) throws Exception {
        String path = Istio.peerAuthentications(Cluster.ROOT);
        cluster.admin().post(path, Istio.peerAuthentication("strict", "STRICT")).orFail();
        var ran = alice.run("", "delete", "peerauthentication", "strict", "-n", Cluster.ROOT);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("(Forbidden)").contains("denied the request: MW-MTLS-");
        assertThat(cluster.admin().get(path + "/strict").isOk()).isTrue();

        var broken =
                cluster.kubectl("breaker", "dev", "meshwarden:break-glass")
                        .run("", "delete", "peerauthentication", "strict", "-n", Cluster.ROOT);
        assertThat(broken.code()).as(broken.err()).isZero();
        assertThat(broken.err()).contains("Warning: ");
        assertThat(cluster.admin().get(path + "/strict").code()).isEqualTo(404);
        assertThat(meshwarden.decision(Cluster.ROOT, "strict").path("verdict").asText())
                .isEqualTo("break_glass");
    }
}

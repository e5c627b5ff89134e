package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The rights that the manifests give are those that the program needs: through a life with a first install, repairs, a lost Secret and an
 * uninstallation, the API server's audit file shows no call without a right and no right without a call.
 */
@ExtendWith(EndToEnd.class)
final class T11AccessRights {
    private static final String USER = "system:serviceaccount:" + Cluster.SYSTEM + ":meshwarden";
    private static final String CONFIGURATIONS = "/apis/admissionregistration.k8s.io/v1/";
    private static final String VALIDATING =
            CONFIGURATIONS + "validatingwebhookconfigurations/meshwarden";
    private static final String MUTATING =
            CONFIGURATIONS + "mutatingwebhookconfigurations/meshwarden-mutate";
    private static final String SECRET =
            "/api/v1/namespaces/" + Cluster.SYSTEM + "/secrets/meshwarden-ca";
    private static final String REPLICAS =
            "/apis/apps/v1/namespaces/" + Cluster.SYSTEM + "/statefulsets/meshwarden";
    private static final Duration REPAIRED = Duration.ofSeconds(20);

    @BeforeAll
    static void kubectl() {
        assumeTrue(Kubectl.isInstalled(), "T11: SKIPPED, no kubectl");
    }

    @Test
    void managedNoRightIsMissingAndNoneIsUnused(Cluster cluster) throws Exception {
        Manifests manifests = Manifests.printed("--overlay", "base");
        apply(cluster, manifests);
        int before = events(cluster).size();

        MeshwardenProcess process = serve(cluster, "managed");
        Eventually.holds(
                "the entries are at Fail",
                Duration.ofSeconds(60),
                () -> cluster.admin().get(VALIDATING).body().toString().contains("\"Fail\""));
        for (String configuration : List.of(VALIDATING, MUTATING)) {
            cluster.admin().delete(configuration).orFail();
            Eventually.holds(
                    "made again: " + configuration,
                    REPAIRED,
                    () -> cluster.admin().get(configuration).isOk());
            relabel(cluster, configuration);
            Eventually.holds(
                    "repaired: " + configuration,
                    REPAIRED,
                    () -> !label(cluster, configuration).equals("another"));
        }
        cluster.admin().jsonPatch(SECRET, "[{\"op\":\"remove\",\"path\":\"/data\"}]").orFail();
        Eventually.holds(
                "the generation is written back",
                Duration.ofSeconds(30),
                () -> cluster.admin().get(SECRET).body().at("/data").size() >= 2);
        cluster.admin().delete(REPLICAS).orFail();
        process.process().terminate();
        assertThat(process.process().awaitEnd(40)).isZero();
        assertThat(cluster.admin().get(VALIDATING).code()).isEqualTo(404);
        assertThat(cluster.admin().get(MUTATING).code()).isEqualTo(404);

        holds(cluster, manifests, before);
    }

    @Test
    void externalNoRightIsMissingAndNoneIsUnused(Cluster cluster) throws Exception {
        Manifests manifests = Manifests.printed("--external");
        apply(cluster, manifests);
        cluster.kubectl()
                .run(
                        manifests
                                .of(
                                        "ValidatingWebhookConfiguration",
                                        "MutatingWebhookConfiguration")
                                .replace("port: 443", "port: " + Ports.SERVICE),
                        "apply",
                        "--server-side",
                        "-f",
                        "-")
                .orFail();
        int before = events(cluster).size();

        MeshwardenProcess process = serve(cluster, "external");
        Eventually.holds(
                "the caBundle is filled in",
                Duration.ofSeconds(60),
                () -> cluster.admin().get(VALIDATING).body().toString().contains("\"caBundle\""));
        assertThat(cluster.admin().get(VALIDATING).body().toString())
                .as("Fail is not ours to write")
                .doesNotContain("\"Fail\"");
        process.process().terminate();
        assertThat(process.process().awaitEnd(40)).isZero();
        assertThat(cluster.admin().get(VALIDATING).code()).as("nor ours to delete").isEqualTo(200);
        cluster.admin().delete(VALIDATING).orFail();
        cluster.admin().delete(MUTATING).orFail();

        holds(cluster, manifests, before);
    }

    private static void holds(Cluster cluster, Manifests manifests, int before) throws Exception {
        List<JsonNode> events = events(cluster);
        List<JsonNode> since = events.subList(before, events.size());
        List<RenderedRights.Call> calls = RenderedRights.calls(since, USER);
        RenderedRights rights = RenderedRights.of(manifests.objects());

        System.out.printf(
                "T11: %d calls of %d kinds, %d rights%n",
                calls.size(), calls.stream().distinct().count(), rights.all().size());
        assertThat(rights.missing(calls)).as("calls that no right allows").isEmpty();
        assertThat(rights.unused(calls)).as("rights that no call needed").isEmpty();
        assertThat(since)
                .as("calls that were forbidden")
                .noneMatch(event ->
                        event.at("/user/username").asText().equals(USER)
                                && event.at("/responseStatus/code").asInt() == 403
                                && !isCanary(event));
    }

    /** Refused by ourselves: that is what it is for. */
    private static boolean isCanary(JsonNode event) {
        return event.at("/objectRef/resource").asText().equals("configmaps");
    }

    private static void apply(Cluster cluster, Manifests manifests) throws Exception {
        cluster.kubectl()
                .run(
                        manifests.of(
                                "ClusterRole",
                                "ClusterRoleBinding",
                                "Role",
                                "RoleBinding",
                                "StatefulSet"),
                        "apply",
                        "--server-side",
                        "--force-conflicts",
                        "-f",
                        "-")
                .orFail();
    }

    private static MeshwardenProcess serve(Cluster cluster, String mode) throws Exception {
        Path config = cluster.folder().resolve(mode + ".yaml");
        Files.writeString(
                config,
                """
                registration: {mode: %s, servicePort: %d}
                tls: {mode: managed}
                """
                        .formatted(mode, Ports.SERVICE));
        return cluster.serve(
                "--config",
                config.toString(),
                "--kubeconfig",
                cluster.kubeconfig(cluster.meshwarden(), Cluster.SYSTEM).toString());
    }

    private static void relabel(Cluster cluster, String configuration) throws Exception {
        cluster.admin()
                .mergePatch(
                        configuration,
                        """
                        {"metadata":{"labels":{"app.kubernetes.io/name":"another"}}}\
                        """)
                .orFail();
    }

    private static String label(Cluster cluster, String configuration) throws Exception {
        return cluster.admin()
                .get(configuration)
                .body()
                .at("/metadata/labels/app.kubernetes.io~1name")
                .asText();
    }

    private static List<JsonNode> events(Cluster cluster) throws Exception {
        return AuditFiles.events(cluster.server().auditLog());
    }
}

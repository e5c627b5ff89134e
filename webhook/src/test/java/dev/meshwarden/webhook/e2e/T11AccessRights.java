package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The rights that the manifests give are those that the program needs: through a life with a first install, repairs, a lost Secret and an
 * uninstallation, the API server's audit file shows no call without a right and no right without a call.
 */
@ExtendWith(EndToEnd.class)
final class T11AccessRights {
    private static final String USER = "system:serviceaccount:" + Cluster.SYSTEM + ":meshwarden";
    private static final String SECRET =
            "/api/v1/namespaces/" + Cluster.SYSTEM + "/secrets/meshwarden-ca";
    private static final String LEASE =
            "/apis/coordination.k8s.io/v1/namespaces/"
                    + Cluster.SYSTEM
                    + "/leases/meshwarden-leader";
    private static final Duration REPAIRED = Duration.ofSeconds(20);

    @BeforeAll
    static void kubectl() {
        assumeTrue(Kubectl.isInstalled(), "T11: SKIPPED, no kubectl");
    }

    @BeforeEach
    void nothingIsThere(Cluster cluster) throws Exception {
        for (String path : List.of(SECRET, LEASE, Installed.VALIDATING, Installed.MUTATING)) {
            cluster.admin().delete(path);
        }
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
                () ->
                        cluster.admin()
                                .get(Installed.VALIDATING)
                                .body()
                                .toString()
                                .contains("\"Fail\""));
        for (String configuration : List.of(Installed.VALIDATING, Installed.MUTATING)) {
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
        loseTheSecret(cluster);
        cluster.admin().delete(Installed.STATEFUL_SET).orFail();
        process.process().terminate();
        process.process().awaitEnd(40);
        assertThat(cluster.admin().get(Installed.VALIDATING).code()).isEqualTo(404);
        assertThat(cluster.admin().get(Installed.MUTATING).code()).isEqualTo(404);

        holds(cluster, manifests, before);
    }

    @Test
    void externalNoRightIsMissingAndNoneIsUnused(Cluster cluster) throws Exception {
        Path policies = Files.createDirectories(cluster.folder().resolve("policies"));
        Files.writeString(
                policies.resolve("profile.yaml"),
                """
                apiVersion: policy.meshwarden.io/v1
                kind: Profile
                metadata: {name: mutating}
                spec: {extends: baseline, mutations: [MW-MTLS-001]}
                """);
        String[] deciding = {"--policies", policies.toString(), "--profile", "mutating"};
        Manifests manifests =
                Manifests.printed("--external", deciding[0], deciding[1], deciding[2], deciding[3]);
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

        MeshwardenProcess process = serve(cluster, "external", deciding);
        for (String configuration : List.of(Installed.VALIDATING, Installed.MUTATING)) {
            Eventually.holds(
                    "the caBundle is filled in: " + configuration,
                    Duration.ofSeconds(60),
                    () -> holdsBundle(cluster, configuration));
        }
        loseTheSecret(cluster);
        assertThat(cluster.admin().get(Installed.VALIDATING).body().toString())
                .as("Fail is not ours to write")
                .doesNotContain("\"Fail\"");
        process.process().terminate();
        process.process().awaitEnd(40);
        assertThat(cluster.admin().get(Installed.VALIDATING).code())
                .as("nor ours to delete")
                .isEqualTo(200);

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

    private static MeshwardenProcess serve(Cluster cluster, String mode, String... more)
            throws Exception {
        Path config = cluster.folder().resolve(mode + ".yaml");
        Files.writeString(
                config,
                """
                registration: {mode: %s, servicePort: %d}
                tls: {mode: managed}
                """
                        .formatted(mode, Ports.SERVICE));
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--config",
                                config.toString(),
                                "--kubeconfig",
                                cluster.kubeconfig(cluster.meshwarden(), Cluster.SYSTEM)
                                        .toString()));
        arguments.addAll(List.of(more));
        return cluster.serve(arguments.toArray(String[]::new));
    }

    private static boolean holdsBundle(Cluster cluster, String configuration) throws Exception {
        JsonNode entries = cluster.admin().get(configuration).body().path("webhooks");
        return !entries.isEmpty()
                && entries.findValues("clientConfig").stream()
                        .allMatch(config -> config.hasNonNull("caBundle"));
    }

    private static void loseTheSecret(Cluster cluster) throws Exception {
        cluster.admin().jsonPatch(SECRET, "[{\"op\":\"remove\",\"path\":\"/data\"}]").orFail();
        Eventually.holds(
                "the generation is written back",
                Duration.ofSeconds(30),
                () -> cluster.admin().get(SECRET).body().at("/data").size() >= 2);
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

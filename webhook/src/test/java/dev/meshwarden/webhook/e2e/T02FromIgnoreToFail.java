package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A fresh installation registers itself at Ignore, proves itself once, and only then fails closed. */
@ExtendWith(EndToEnd.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class T02FromIgnoreToFail {
    private static final Map<String, String> OPEN =
            Map.of(
                    "security", "Ignore",
                    "traffic", "Ignore",
                    "namespace-guard", "Ignore",
                    "mesh-config", "Ignore",
                    "canary", "Ignore");

    @Test
    @Order(1)
    void whereNothingIsDeniedNothingFailsClosed(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster, "--observe");
        try (var meshwarden = installed.start(Installed.Settings.MANAGED, "--observe")) {
            Eventually.holds(
                    "the canary came back",
                    Duration.ofSeconds(20),
                    () -> meshwarden.metric("meshwarden_canary_success", "") == 1);
            installed.awaitPolicies(OPEN);
            assertThat(meshwarden.metric("meshwarden_leader", "")).isEqualTo(1);
            admitsAndRecordsWhatWouldHaveBeenDenied(cluster, meshwarden);
            meshwarden.process().kill();
        }
        cluster.admin().delete(Installed.VALIDATING).orFail();
        cluster.admin().delete(Installed.MUTATING).orFail();
    }

    private static void admitsAndRecordsWhatWouldHaveBeenDenied(
            Cluster cluster, MeshwardenProcess meshwarden) throws Exception {
        String path = Istio.peerAuthentications(Cluster.ROOT);
        Eventually.holds(
                "the API server asks",
                () ->
                        cluster.alice()
                                        .post(
                                                path + "?dryRun=All",
                                                Istio.peerAuthentication("probe", "STRICT"))
                                        .isOk()
                                && !meshwarden
                                        .decisions("validate", Cluster.ROOT, "probe")
                                        .isEmpty());

        var admitted =
                cluster.alice().post(path, Istio.peerAuthentication("default", "PERMISSIVE"));

        assertThat(admitted.code()).isEqualTo(201);
        assertThat(admitted.warnings()).isEmpty();
        JsonNode record = meshwarden.decision(Cluster.ROOT, "default");
        assertThat(record.path("verdict").asText()).isEqualTo("allow");
        assertThat(record.path("would_deny").asBoolean()).isTrue();
        cluster.admin().delete(path + "/default").orFail();
    }

    @Test
    @Order(2)
    void entriesGoToFailAfterOneCanary(Cluster cluster) throws Exception {
        long begun = System.nanoTime();
        var installed = Installed.into(cluster);
        try (var _ = installed.start(Installed.Settings.MANAGED)) {
            installed.awaitPolicies(Installed.CLOSED);
            System.out.printf(
                    "e2e T02: at Fail %.1f s after the start%n", (System.nanoTime() - begun) / 1e9);

            List<List<String>> written = written(cluster);
            assertThat(written).hasSizeGreaterThanOrEqualTo(2);
            assertThat(written.getFirst()).containsOnly("Ignore");
            assertThat(written.getLast()).contains("Fail");
            assertThat(paths(cluster))
                    .containsExactlyInAnyOrder(
                            "/validate/security",
                            "/validate/traffic",
                            "/validate/namespace-guard",
                            "/validate/mesh-config",
                            "/validate/canary");

            var refused =
                    cluster.alice()
                            .post(
                                    Istio.peerAuthentications(cluster.freshNamespace("t02")),
                                    Istio.peerAuthentication("open", "PERMISSIVE"));
            assertThat(refused.code()).isEqualTo(403);
            assertThat(refused.message()).contains("security.meshwarden.io").contains("MW-MTLS-");
        }
    }

    /** Failure policies of the validating configuration, write by write, as the API server's own audit log has them. */
    private static List<List<String>> written(Cluster cluster) throws Exception {
        List<List<String>> writes = new ArrayList<>();
        for (JsonNode event : AuditFiles.events(cluster.server().auditLog())) {
            boolean ours =
                    event.path("user").path("username").asText().endsWith(":meshwarden")
                            && event.path("objectRef")
                                    .path("resource")
                                    .asText()
                                    .equals("validatingwebhookconfigurations")
                            && List.of("create", "update").contains(event.path("verb").asText());
            if (ours) {
                List<String> policies = new ArrayList<>();
                event.path("requestObject")
                        .path("webhooks")
                        .forEach(w -> policies.add(w.path("failurePolicy").asText()));
                writes.add(policies);
            }
        }
        return writes;
    }

    private static List<String> paths(Cluster cluster) throws Exception {
        List<String> paths = new ArrayList<>();
        cluster.admin()
                .get(Installed.VALIDATING)
                .body()
                .path("webhooks")
                .forEach(w ->
                        paths.add(w.path("clientConfig").path("service").path("path").asText()));
        return paths;
    }
}

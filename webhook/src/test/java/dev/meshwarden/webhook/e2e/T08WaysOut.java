package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Breaking the glass, and uninstalling. */
@ExtendWith(EndToEnd.class)
final class T08WaysOut {

    @Test
    void theGlassCanBeBrokenAndAnUninstalledWebhookLeavesNothing(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        MeshwardenProcess meshwarden = installed.serve();
        String path = Istio.peerAuthentications(Cluster.ROOT);
        String open = Istio.peerAuthentication("default", "PERMISSIVE");

        assertThat(cluster.alice().post(path, open).code()).isEqualTo(403);
        var broken = cluster.breaker().post(path, open);
        assertThat(broken.code()).isEqualTo(201);
        assertThat(broken.warnings()).anySatisfy(w -> assertThat(w).contains("MW-MTLS-001"));
        JsonNode record = meshwarden.decision(Cluster.ROOT, "default");
        assertThat(record.path("verdict").asText()).isEqualTo("break_glass");
        assertThat(record.toString()).contains("critical");
        assertThat(record.path("who").path("user").asText()).isEqualTo("breaker");

        cluster.kubectl()
                .run(
                        "",
                        "-n",
                        Cluster.SYSTEM,
                        "delete",
                        "statefulset",
                        "meshwarden",
                        "--wait=false")
                .orFail();
        meshwarden.stop();
        assertThat(cluster.admin().get(Installed.VALIDATING).code()).isEqualTo(404);
        assertThat(cluster.admin().get(Installed.MUTATING).code()).isEqualTo(404);
        Eventually.holds(
                "nobody is asked any more",
                () ->
                        cluster.alice()
                                .post(path, Istio.peerAuthentication("second", "PERMISSIVE"))
                                .isOk());
    }

    @Test
    void observingAdmitsAndRecordsWhatWouldHaveBeenDenied(Harness harness) throws Exception {
        try (Cluster cluster = harness.cluster("observing")) {
            var installed = Installed.into(cluster, "--observe");
            var meshwarden =
                    installed.replica(
                            Installed.Settings.MANAGED,
                            cluster.clusterIp(),
                            Ports.SERVICE,
                            "--observe");
            String path = Istio.peerAuthentications(Cluster.ROOT);
            Eventually.holds(
                    "the API server asks",
                    java.time.Duration.ofSeconds(30),
                    () -> {
                        var answer =
                                cluster.alice()
                                        .post(
                                                path + "?dryRun=All",
                                                Istio.peerAuthentication("probe", "STRICT"));
                        return answer.isOk()
                                && !meshwarden
                                        .decisions("validate", Cluster.ROOT, "probe")
                                        .isEmpty();
                    });
            var admitted =
                    cluster.alice().post(path, Istio.peerAuthentication("default", "PERMISSIVE"));
            assertThat(admitted.code()).isEqualTo(201);
            assertThat(admitted.warnings()).isEmpty();
            JsonNode record = meshwarden.decision(Cluster.ROOT, "default");
            assertThat(record.path("verdict").asText()).isEqualTo("allow");
            assertThat(record.path("would_deny").asBoolean()).isTrue();
        }
    }
}

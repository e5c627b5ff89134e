package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;

/** The mode to begin with: nothing is denied, and what would be is on record. */
@ExtendWith(EndToEnd.class)
final class T08Observing {

    @Test
    void observingAdmitsAndRecordsWhatWouldHaveBeenDenied(Cluster cluster) throws Exception {
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
                Duration.ofSeconds(30),
                () -> {
                    var answer =
                            cluster.alice()
                                    .post(
                                            path + "?dryRun=All",
                                            Istio.peerAuthentication("probe", "STRICT"));
                    return answer.isOk()
                            && !meshwarden.decisions("validate", Cluster.ROOT, "probe").isEmpty();
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

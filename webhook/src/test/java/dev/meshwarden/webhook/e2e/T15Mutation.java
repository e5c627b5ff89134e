package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A repair beside somebody else's changes: asked again after them, repaired once, and the end result judged. */
@ExtendWith(EndToEnd.class)
final class T15Mutation {

    @Test
    void aRepairIsRepeatedAfterOthersHaveChangedTheObjectAndChangesNothingMore(Cluster cluster)
            throws Exception {
        Path profile = cluster.folder().resolve("repairing.yaml");
        Files.writeString(
                profile,
                """
                apiVersion: policy.meshwarden.io/v1
                kind: Profile
                metadata: {name: repairing}
                spec: {extends: baseline, mutations: [MW-MTLS-001]}
                """);
        MeshwardenProcess meshwarden =
                Installed.into(cluster).serve("--profile", profile.toString());
        String path = Istio.peerAuthentications(Cluster.ROOT);
        String bare =
                """
                {"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication","metadata":{"name":"%s"},"spec":{}}\
                """;
        try (SecondWebhook second = SecondWebhook.start(cluster.clusterIp(), 0)) {
            second.register(cluster.admin());
            Eventually.holds(
                    "the second webhook is asked",
                    Duration.ofSeconds(20),
                    () -> {
                        cluster.alice().post(path + "?dryRun=All", bare.formatted("probe"));
                        return second.calls() > 0;
                    });
            JsonNode stored = cluster.alice().post(path, bare.formatted("default")).orFail().body();
            assertThat(stored.path("spec").path("mtls").path("mode").asText()).isEqualTo("STRICT");
            assertThat(stored.path("metadata").path("annotations").path("second").asText())
                    .isEqualTo("was-here");

            List<JsonNode> repairs = meshwarden.decisions("mutate", Cluster.ROOT, "default");
            assertThat(repairs).as("asked again").hasSize(2);
            assertThat(repairs.getFirst().path("patch").path("ops").asInt()).isPositive();
            assertThat(repairs.getLast().path("patch").path("ops").asInt())
                    .as("idempotent")
                    .isZero();
            List<JsonNode> judged = meshwarden.decisions("validate", Cluster.ROOT, "default");
            assertThat(judged).hasSize(1);
            assertThat(judged.getFirst().path("verdict").asText()).isEqualTo("allow");
        }
    }
}

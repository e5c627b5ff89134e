package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The process is killed under load: whatever the API server says we decided is in our log, and the log verifies. */
@ExtendWith(EndToEnd.class)
@Tag("slow")
final class T35Crash {
    private static final String DECISION = "security.meshwarden.io/decision";

    @Test
    void everyAnsweredWriteHasItsRecordAfterAKill(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        MeshwardenProcess meshwarden = installed.serve();
        String namespace = cluster.freshNamespace("t35");
        try (WriteLoad load = WriteLoad.start(List.of(cluster.alice()), namespace, 200)) {
            Eventually.holds(
                    "the load runs",
                    Duration.ofSeconds(30),
                    () -> load.elapsed().compareTo(Duration.ofSeconds(5)) > 0);
            meshwarden.process().kill();
            Eventually.holds("writes fail closed", () -> load.failuresSoFar() > 0);
            var outcome = load.stop();
            assertThat(outcome.stored()).isGreaterThan(100);
            System.out.println("e2e: killed under load: " + outcome);
        }
        Set<String> recorded = new HashSet<>();
        meshwarden.records().forEach(r -> recorded.add(r.path("id").asText()));
        Set<String> told = new HashSet<>();
        for (JsonNode event : AuditFiles.events(cluster.server().auditLog())) {
            JsonNode id = event.path("annotations").path(DECISION);
            if (!id.isMissingNode()
                    && event.path("objectRef").path("namespace").asText().equals(namespace)) {
                told.add(id.asText());
            }
        }
        assertThat(told).hasSizeGreaterThan(100);
        assertThat(recorded).containsAll(told);
        int verified =
                new ProcessBuilder(
                                MeshwardenProcess.command(
                                        "audit", "verify", "--data", meshwarden.data().toString()))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .waitFor();
        assertThat(verified).isZero();
    }
}

package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A rotation begun by {@code certs rotate --kubeconfig} runs through its phases by the dates, and no write fails. */
@ExtendWith(EndToEnd.class)
@Tag("slow")
final class T03RotationByHand {
    private static final String PATIENT_WITH_THE_DISK =
            "audit: {ackTimeout: 4s}\nadmission: {maxBudget: 4500ms}";

    @Test
    void theNextCaIsPublishedThenSignsThenStandsAlone(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        String tls =
                "{mode: managed, ca: {lifetime: 20m, publishStage: 20s}, leaf: {lifetime: 40s},"
                        + " extraSans: ["
                        + cluster.clusterIp()
                        + "]}";
        installed.replica(
                Installed.Settings.MANAGED.withTls(tls).withRest(PATIENT_WITH_THE_DISK),
                cluster.clusterIp(),
                Ports.SERVICE);
        installed.awaitEnforced();
        Path config =
                Files.writeString(cluster.folder().resolve("by-hand-tls.yaml"), "tls: " + tls);
        String[] there = {
            "--config", config.toString(), "--kubeconfig", cluster.kubectl().kubeconfig().toString()
        };
        assertThat(phases(there)).containsExactly("active");

        try (Bundles bundles = Bundles.follow(cluster.admin());
                WriteLoad load =
                        WriteLoad.start(
                                List.of(cluster.alice()), cluster.freshNamespace("t03"), 20)) {
            String said = certs("rotate", there);
            assertThat(said).contains("is published, and signs from");
            assertThat(phases(there)).containsExactly("active", "published");
            awaitPhases(there, "retiring", "active");
            assertThat(bundles.history()).as("written before it signs").endsWith("AB");
            awaitPhases(there, "active");
            Eventually.value(
                    "the bundle is of the second CA alone",
                    Duration.ofSeconds(20),
                    () ->
                            bundles.history().getLast().equals("B")
                                    ? new Eventually.Look.Found<>(true)
                                    : new Eventually.Look.NotYet<>(bundles.history().toString()));
            Duration took = load.elapsed();
            WriteLoad.Outcome outcome = load.stop();
            System.out.printf(
                    "e2e: a rotation by hand in %d s, bundles %s, %s%n",
                    took.toSeconds(), bundles.history(), outcome);
            assertThat(outcome.failures()).isEmpty();
            assertThat(bundles.history()).containsExactly("A", "AB", "B");
        }
    }

    private static void awaitPhases(String[] there, String... wanted) throws Exception {
        Eventually.value(
                "the CAs are " + String.join(", ", wanted),
                Duration.ofSeconds(90),
                () -> {
                    List<String> now = phases(there);
                    return now.equals(List.of(wanted))
                            ? new Eventually.Look.Found<>(true)
                            : new Eventually.Look.NotYet<>(now.toString());
                });
    }

    /** Of the CAs that {@code certs show} lists, the oldest first. */
    private static List<String> phases(String[] there) throws IOException, InterruptedException {
        return certs("show", there)
                .lines()
                .filter(line -> line.startsWith("CA "))
                .map(line -> line.split(" +")[2])
                .toList();
    }

    private static String certs(String word, String[] there)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("certs", word));
        arguments.addAll(List.of(there));
        var builder =
                new ProcessBuilder(MeshwardenProcess.command(arguments.toArray(String[]::new)));
        Child.clean(builder.environment());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("certs %s", word).isZero();
        return printed;
    }
}

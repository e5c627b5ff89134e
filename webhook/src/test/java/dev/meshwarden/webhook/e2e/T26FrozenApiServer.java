package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Of two API servers one stands still while a CA is published. Back within the stage it has missed nothing; back after it, it does not know
 * the CA that signs by now until it has read what it missed. That is why the stage lasts weeks.
 */
@ExtendWith(EndToEnd.class)
@Tag("slow")
final class T26FrozenApiServer {
    private static final Installed.Settings SETTINGS =
            Installed.Settings.MANAGED
                    .withTls(T03Rotations.LIFETIMES)
                    .withRest(T03Rotations.PATIENT_WITH_THE_DISK);
    private static final Duration STAGE = Duration.ofSeconds(20);
    private static final Duration CATCHES_UP = Duration.ofSeconds(2);
    private static final int WRITES_PER_SECOND = 20;
    private static final Pattern PUBLISHED = Pattern.compile("CA (\\p{XDigit}+) is published");

    /** Writes by the server that went on, and by the other from its return on. */
    private record Outcomes(WriteLoad.Outcome steady, WriteLoad.Outcome late) {}

    @Test
    void whoeverMissesTheStageIsWrongForAMomentOnly(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        ApiServer other = cluster.plane().addServer();
        try (TcpRelay relay =
                TcpRelay.start(cluster.clusterIp(), Ports.SERVICE, Duration.ofSeconds(4))) {
            List<MeshwardenProcess> replicas = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                replicas.add(installed.replica(SETTINGS, "127.0.0.1", Ports.free()));
                relay.add(replicas.getLast());
            }
            installed.awaitEnforced();

            var within = new Frozen(cluster, other, relay, replicas);
            Outcomes missedNothing = within.during(Duration.ofSeconds(10));
            assertThat(missedNothing.steady().failures()).isEmpty();
            assertThat(missedNothing.late().failures()).isEmpty();

            Outcomes missedIt = within.during(Duration.ofSeconds(40));
            assertThat(missedIt.steady().failures()).isEmpty();
            assertThat(missedIt.late().failures())
                    .allSatisfy(f -> assertThat(f.at()).isLessThan(CATCHES_UP))
                    .allSatisfy(f -> assertThat(f.text()).contains("x509"));
            assertThat(missedIt.late().stored()).isPositive();
        }
    }

    /** Publishes a CA while the other server stands still. */
    private record Frozen(
            Cluster cluster, ApiServer other, TcpRelay relay, List<MeshwardenProcess> replicas) {

        Outcomes during(Duration frozen) throws Exception {
            String namespace = cluster.freshNamespace("t26");
            List<Api> there = List.of(other.as(cluster.plane().files().user("alice", "dev")));
            try (WriteLoad before =
                    WriteLoad.start(there, namespace, WRITES_PER_SECOND)) { // it knows the entries
                before.awaitWrites(40);
                assertThat(before.stop().failures()).isEmpty();
            }
            other.process().freeze();
            relay.cut(); // else it would go on with what it agreed on before
            long begun;
            String next;
            WriteLoad steady;
            try {
                begun = System.nanoTime();
                next = rotate();
                steady = WriteLoad.again(List.of(cluster.alice()), namespace, WRITES_PER_SECOND, 1);
                awaitSince(begun, frozen);
            } finally {
                other.process().resume();
            }
            try (steady;
                    WriteLoad late = WriteLoad.again(there, namespace, WRITES_PER_SECOND, 1)) {
                for (MeshwardenProcess replica : replicas) {
                    Eventually.holds(
                            replica.process().name() + " serves a certificate of " + next,
                            STAGE.plusSeconds(20),
                            () -> activeIs(replica, next));
                }
                late.awaitWrites(100);
                var outcomes = new Outcomes(steady.stop(), late.stop());
                System.out.printf(
                        "e2e: T26, frozen for %d s: the server that went on %s; the other, from"
                                + " its return on, %s%n",
                        frozen.toSeconds(), outcomes.steady(), outcomes.late());
                return outcomes;
            }
        }

        /** The generation that is published from now on. */
        private String rotate() throws IOException, InterruptedException {
            Path out = cluster.folder().resolve("rotate.out");
            int code =
                    new ProcessBuilder(
                                    MeshwardenProcess.command(
                                            "certs",
                                            "rotate",
                                            "--config",
                                            cluster.folder()
                                                    .resolve("meshwarden-0.yaml")
                                                    .toString(),
                                            "--kubeconfig",
                                            cluster.kubeconfig(cluster.meshwarden(), Cluster.SYSTEM)
                                                    .toString()))
                            .redirectOutput(out.toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start()
                            .waitFor();
            Matcher told = PUBLISHED.matcher(Files.readString(out));
            assertThat(code).isZero();
            assertThat(told.find()).isTrue();
            return told.group(1);
        }

        private static boolean activeIs(MeshwardenProcess replica, String generation)
                throws InterruptedException {
            try {
                return replica.admin("/metrics")
                        .body()
                        .lines()
                        .filter(l -> l.startsWith("meshwarden_tls_ca_not_after_seconds{"))
                        .anyMatch(l -> l.contains(generation) && l.contains("phase=\"active\""));
            } catch (IOException _) {
                return false; // a busy machine: the next look may tell
            }
        }

        private static void awaitSince(long begun, Duration time) throws Exception {
            Eventually.holds(
                    time + " have passed",
                    time.plusSeconds(5),
                    () -> System.nanoTime() - begun >= time.toNanos());
        }
    }
}

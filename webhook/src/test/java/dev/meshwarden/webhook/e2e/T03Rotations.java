package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two rotations of the CA on real clocks, under load, with three replicas and two API servers: no write fails. T04 shares the run: between
 * and beside the rotations every replica renews its certificate by the CA that it has.
 */
@ExtendWith(EndToEnd.class)
@Tag("slow")
final class T03Rotations {
    private static final int WRITES_PER_SECOND = 50;
    private static final int ROTATIONS = 2;
    static final String LIFETIMES =
            "{mode: managed, ca: {lifetime: 4m, publishStage: 20s}, leaf: {lifetime: 1m}}";

    /** A build machine's disk may take longer than a second for a record, which is not what is looked at here. */
    static final String PATIENT_WITH_THE_DISK =
            "audit: {ackTimeout: 4s}\nadmission: {maxBudget: 4500ms}";

    @Test
    void noWriteFailsWhileTheCaIsReplacedTwice(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        var settings =
                Installed.Settings.MANAGED.withTls(LIFETIMES).withRest(PATIENT_WITH_THE_DISK);
        ApiServer second = cluster.plane().addServer();
        try (TcpRelay relay =
                TcpRelay.start(cluster.clusterIp(), Ports.SERVICE, Duration.ofSeconds(4))) {
            List<MeshwardenProcess> replicas = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                replicas.add(installed.replica(settings, "127.0.0.1", Ports.free()));
                relay.add(replicas.getLast());
            }
            installed.awaitEnforced();
            List<Api> both =
                    List.of(
                            cluster.alice(),
                            second.as(cluster.plane().files().user("alice", "dev")));
            try (Bundles bundles = Bundles.follow(cluster.admin());
                    WriteLoad load =
                            WriteLoad.start(
                                    both, cluster.freshNamespace("t03"), WRITES_PER_SECOND)) {
                Eventually.value(
                        "the bundle is of the third CA alone",
                        Duration.ofMinutes(9),
                        () ->
                                bundles.history().getLast().equals("C")
                                        ? new Eventually.Look.Found<>(true)
                                        : new Eventually.Look.NotYet<>(
                                                bundles.history()
                                                        + ", failed: "
                                                        + load.failuresSoFar()));
                Duration took = load.elapsed();
                WriteLoad.Outcome outcome = load.stop();
                System.out.printf(
                        "e2e: two rotations in %d s, bundles %s, %s%n",
                        took.toSeconds(), bundles.history(), outcome);
                List<Long> renewals = new ArrayList<>();
                for (MeshwardenProcess replica : replicas) {
                    renewals.add(renewals(replica));
                }
                System.out.printf("e2e: T04, certificates renewed: %s%n", renewals);
                assertThat(outcome.failures()).isEmpty();
                assertThat(renewals).allMatch(n -> n >= ROTATIONS + 3);
                assertThat(bundles.history()).containsExactly("A", "AB", "B", "BC", "C");
                assertThat(outcome.writes()).isGreaterThan((int) (took.toSeconds() * 45));
            }
        }
    }

    /** How often it began to serve another certificate. */
    private static long renewals(MeshwardenProcess replica) throws IOException {
        return replica.records().stream()
                .filter(r -> r.path("kind").asText().equals("config"))
                .filter(r -> r.path("what").asText().equals("leaf"))
                .count();
    }
}

package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;

/** Two rotations of the CA on real clocks, under load, with two replicas and two API servers: no write fails. */
@ExtendWith(EndToEnd.class)
@Tag("slow")
final class T03Rotations {
    private static final int WRITES_PER_SECOND = 50;
    private static final String LIFETIMES =
            "{mode: managed, ca: {lifetime: 4m, publishStage: 20s}, leaf: {lifetime: 1m}}";

    /** A build machine's disk may take longer than a second for a record, which is not what is looked at here. */
    private static final String PATIENT_WITH_THE_DISK =
            "audit: {ackTimeout: 4s}\nadmission: {maxBudget: 4500ms}";

    @Test
    void noWriteFailsWhileTheCaIsReplacedTwice(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        var settings =
                Installed.Settings.MANAGED.withTls(LIFETIMES).withRest(PATIENT_WITH_THE_DISK);
        ApiServer second = cluster.plane().addServer();
        try (TcpRelay relay =
                TcpRelay.start(cluster.clusterIp(), Ports.SERVICE, Duration.ofSeconds(4))) {
            relay.add(installed.replica(settings, "127.0.0.1", Ports.free()));
            relay.add(installed.replica(settings, "127.0.0.1", Ports.free()));
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
                assertThat(outcome.failures()).isEmpty();
                assertThat(bundles.history()).containsExactly("A", "AB", "B", "BC", "C");
                assertThat(outcome.writes()).isGreaterThan((int) (took.toSeconds() * 45));
            }
        }
    }
}

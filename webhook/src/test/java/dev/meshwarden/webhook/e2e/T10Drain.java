package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A rollout under load: three replicas are replaced one by one, and no write fails. */
@ExtendWith(EndToEnd.class)
@Tag("slow")
final class T10Drain {
    private static final int WRITES_PER_SECOND = 50;

    /**
     * @param lag seconds until the Service learns that a replica is not ready
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void noWriteFailsInARollout(int lag, Harness harness) throws Exception {
        try (Cluster cluster = harness.cluster("lag-" + lag);
                TcpRelay relay =
                        TcpRelay.start(
                                cluster.clusterIp(), Ports.SERVICE, Duration.ofSeconds(lag))) {
            var installed = Installed.into(cluster);
            var settings = Installed.Settings.MANAGED.withAnnounce("5s");
            List<MeshwardenProcess> replicas = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                var replica = installed.replica(settings, "127.0.0.1", Ports.free());
                replica.awaitReady();
                replicas.add(replica);
                relay.add(replica);
            }
            installed.awaitEnforced();
            try (WriteLoad load =
                    WriteLoad.start(
                            List.of(cluster.alice()),
                            cluster.freshNamespace("t10"),
                            WRITES_PER_SECOND)) {
                for (MeshwardenProcess old : List.copyOf(replicas)) {
                    old.stop();
                    relay.remove(old);
                    var fresh = installed.replica(settings, "127.0.0.1", Ports.free());
                    fresh.awaitReady();
                    relay.add(fresh);
                }
                var outcome = load.stop();
                System.out.printf("e2e: rollout, lag %d s: %s%n", lag, outcome);
                assertThat(outcome.failures()).isEmpty();
                assertThat(outcome.writes()).isGreaterThan(500);
            }
        }
    }
}

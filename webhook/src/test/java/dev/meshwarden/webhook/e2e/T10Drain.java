package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * F52: a rollout. Three replicas, stopped as the manifests have it, make room for three others under the writes of two API servers, one
 * of which keeps its connections by the Service's name as servers up to 1.36 do; no write fails, however late the Service learns of it.
 */
@ExtendWith(EndToEnd.class)
@Tag("slow")
final class T10Drain {
    private static final String AS_IN_THE_MANIFESTS = "announce: 15s, linger: 80s, finish: 10s";
    private static final String UP_TO_1_36 = "--feature-gates=WebhookRoundTripLoadBalancing=false";
    private static final int WRITES_PER_SECOND = 20;
    private static final int BURST = 10;
    private static final Duration GRACE = Duration.ofMinutes(2);

    /** Announced, and what an API server keeps an unused connection for. */
    private static final Duration CALLERS_LEAVE = Duration.ofSeconds(15 + 80);

    /** A build machine's disk may take longer than a second for a record, which is not what is looked at here. */
    private static final String PATIENT_WITH_THE_DISK =
            "audit: {ackTimeout: 4s}\nadmission: {maxBudget: 4500ms}";

    private static final Installed.Settings SETTINGS =
            Installed.Settings.MANAGED
                    .withDrain(AS_IN_THE_MANIFESTS)
                    .withRest(PATIENT_WITH_THE_DISK);

    @Test
    void noWriteFailsInARollout(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        ApiServer older = cluster.plane().addServer(UP_TO_1_36);
        List<Api> both =
                List.of(cluster.alice(), older.as(cluster.plane().files().user("alice", "dev")));
        try (TcpRelay relay = TcpRelay.start(cluster.clusterIp(), Ports.SERVICE, Duration.ZERO)) {
            List<MeshwardenProcess> old = three(installed, relay);
            installed.awaitEnforced();
            String namespace = cluster.freshNamespace("t10");
            three(installed, relay);
            // in bursts, and so over many connections, of which the rest of the test uses few
            try (WriteLoad load = WriteLoad.start(both, namespace, WRITES_PER_SECOND, BURST)) {
                load.awaitWrites(100);
                List<Stop> stops = new ArrayList<>();
                for (int lag : List.of(0, 2, 10)) {
                    relay.lag(Duration.ofSeconds(lag));
                    stops.add(Stop.begin(old.get(stops.size()), lag));
                    load.awaitWrites(5 * WRITES_PER_SECOND);
                }
                var outcome = load.stop();
                System.out.printf("e2e: T10 in bursts: %s%n", outcome);
                assertThat(outcome.failures()).isEmpty();
                try (WriteLoad single = WriteLoad.again(both, namespace, 10, 1)) {
                    for (Stop stop : stops) {
                        Duration took = stop.awaitEnd();
                        System.out.printf(
                                "e2e: T10 stopped in %d s, lag %d s%n",
                                took.toSeconds(), stop.lag());
                        assertThat(took)
                                .as("the callers closed their connections, not we")
                                .isBetween(Duration.ofSeconds(15), CALLERS_LEAVE);
                    }
                    outcome = single.stop();
                    System.out.printf("e2e: T10 one by one: %s%n", outcome);
                    assertThat(outcome.failures()).isEmpty();
                }
            }
        }
    }

    private static List<MeshwardenProcess> three(Installed installed, TcpRelay relay)
            throws Exception {
        List<MeshwardenProcess> replicas = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            var replica = installed.replica(SETTINGS, "127.0.0.1", Ports.free());
            replica.awaitReady();
            replicas.add(replica);
            relay.add(replica);
        }
        return replicas;
    }

    /** A replica that was asked to end. */
    private record Stop(MeshwardenProcess replica, int lag, CompletableFuture<Duration> took) {
        static Stop begin(MeshwardenProcess replica, int lag)
                throws IOException, InterruptedException {
            long begun = System.nanoTime();
            replica.process().terminate();
            return new Stop(
                    replica,
                    lag,
                    replica.process()
                            .onEnd()
                            .thenApply(_ -> Duration.ofNanos(System.nanoTime() - begun)));
        }

        Duration awaitEnd() throws Exception {
            assertThat(replica.process().awaitEnd(GRACE.toSeconds())).isZero();
            return took.get();
        }
    }
}

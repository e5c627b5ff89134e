package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** F42, F45: the API server goes away. The leader serves on, asks seldom, and goes on keeping the configurations when it is back. */
@ExtendWith(EndToEnd.class)
final class T25LeaderThroughAnOutage {
    private static final Duration OUTAGE = Duration.ofSeconds(40);
    private static final Map<String, String> CLOSED =
            Map.of(
                    "security", "Fail",
                    "traffic", "Fail",
                    "namespace-guard", "Fail",
                    "mesh-config", "Fail",
                    "canary", "Ignore");

    @Test
    void theLeaderServesOnAndComesBack(Cluster cluster) throws Exception {
        try (var meshwarden = Managed.serve(cluster, "managed")) {
            Managed.awaitPolicies(cluster, CLOSED, Duration.ofSeconds(40));

            cluster.server().process().kill();
            int calls = callsDuring(OUTAGE, meshwarden, URI.create(cluster.server().url()));
            System.out.printf(
                    "e2e T25: %d connections in %d s without an API server%n",
                    calls, OUTAGE.toSeconds());
            assertThat(calls / 2) // the JDK's client knocks a second time before it gives a call up
                    .isLessThan((int) OUTAGE.toSeconds());
            assertThat(meshwarden.process().isAlive()).isTrue();
            assertThat(meshwarden.isReady()).isTrue();

            cluster.server().restart();
            long begun = System.nanoTime();
            cluster.admin().delete(Managed.VALIDATING).orFail();
            Managed.awaitPolicies(cluster, CLOSED, Duration.ofSeconds(60));
            System.out.printf(
                    "e2e T25: leads and repairs %.1f s after the API server is back%n",
                    (System.nanoTime() - begun) / 1e9);
            assertThat(meshwarden.metric("meshwarden_leader", "")).isEqualTo(1);

            cluster.admin()
                    .jsonPatch(
                            Managed.VALIDATING,
                            """
                            [{"op":"replace","path":"/webhooks/0/failurePolicy","value":"Ignore"}]\
                            """)
                    .orFail();
            Managed.awaitPolicies(cluster, CLOSED, Duration.ofSeconds(10));
        }
    }

    /** Stands where the API server stood and hangs up on everybody. */
    private static int callsDuring(Duration outage, MeshwardenProcess meshwarden, URI server)
            throws Exception {
        var calls = new AtomicInteger();
        Thread accepting;
        try (var socket =
                new ServerSocket(server.getPort(), 50, InetAddress.getByName(server.getHost()))) {
            accepting =
                    Thread.ofVirtual()
                            .start(() -> {
                                while (!socket.isClosed()) {
                                    try {
                                        socket.accept().close();
                                        calls.incrementAndGet();
                                    } catch (IOException _) {
                                        return; // closed: the outage is over
                                    }
                                }
                            });
            long end = System.nanoTime() + outage.toNanos();
            Eventually.holds(
                    "the outage is over, and until then the replica is ready",
                    outage.plusSeconds(10),
                    () -> {
                        assertThat(meshwarden.isReady()).isTrue();
                        return System.nanoTime() > end;
                    });
        }
        accepting.join();
        return calls.get();
    }
}

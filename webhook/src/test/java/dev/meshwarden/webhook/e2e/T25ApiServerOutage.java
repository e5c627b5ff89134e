package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * F42, F45: the API server dies, and later etcd stands still. The leader serves on, asks seldom, and goes on keeping the configurations when
 * they are back.
 */
@ExtendWith(EndToEnd.class)
final class T25ApiServerOutage {
    private static final Duration OUTAGE = Duration.ofSeconds(40);
    private static final Duration BACK = Duration.ofSeconds(60);

    @Test
    void theWebhookServesOnAndLeadsAgain(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        MeshwardenProcess meshwarden = installed.serve();

        cluster.server().process().kill();
        int calls = callsDuring(OUTAGE, meshwarden, URI.create(cluster.server().url()));
        System.out.printf(
                "e2e T25: %d connections in %d s without an API server%n",
                calls, OUTAGE.toSeconds());
        assertThat(calls / 2) // the JDK's client knocks a second time before it gives a call up
                .isLessThan((int) OUTAGE.toSeconds());
        assertThat(meshwarden.process().isAlive()).isTrue();
        assertThat(leads(meshwarden)).as("it has noticed").isFalse();

        cluster.server().restart();
        long begun = System.nanoTime();
        cluster.admin().delete(Installed.VALIDATING).orFail();
        installed.awaitPolicies(Installed.CLOSED);
        System.out.printf(
                "e2e T25: leads and repairs %.1f s after the API server is back%n",
                (System.nanoTime() - begun) / 1e9);
        assertThat(leads(meshwarden)).isTrue();
        refuses(cluster);

        cluster.plane().etcd().process().freeze();
        try {
            Eventually.holds(
                    "the leader notices that nothing is stored any more",
                    BACK,
                    () -> !leads(meshwarden));
            assertThat(meshwarden.isReady()).isTrue();
        } finally {
            cluster.plane().etcd().process().resume();
        }
        Eventually.holds("it leads again", BACK, () -> leads(meshwarden));
        cluster.admin()
                .jsonPatch(
                        Installed.VALIDATING,
                        """
                        [{"op":"remove","path":"/webhooks/0/clientConfig/caBundle"},
                         {"op":"replace","path":"/webhooks/1/failurePolicy","value":"Ignore"}]\
                        """)
                .orFail();
        Eventually.holds(
                "it repairs again",
                () ->
                        !installed
                                .validating()
                                .path("webhooks")
                                .path(0)
                                .path("clientConfig")
                                .path("caBundle")
                                .asText()
                                .isEmpty());
        installed.awaitPolicies(Installed.CLOSED);
        refuses(cluster);
        assertThat(meshwarden.process().isAlive()).isTrue();
    }

    private static boolean leads(MeshwardenProcess meshwarden) throws Exception {
        return meshwarden.metric("meshwarden_leader", "") == 1;
    }

    private static void refuses(Cluster cluster) throws Exception {
        Eventually.holds(
                "PERMISSIVE is refused again",
                Duration.ofSeconds(30),
                () -> {
                    try {
                        return cluster.alice()
                                        .post(
                                                Istio.peerAuthentications(Cluster.ROOT),
                                                Istio.peerAuthentication("p", "PERMISSIVE"))
                                        .code()
                                == 403;
                    } catch (IOException _) {
                        return false;
                    }
                });
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

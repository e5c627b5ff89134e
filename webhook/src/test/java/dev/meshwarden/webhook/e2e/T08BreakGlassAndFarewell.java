package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.net.InetSocketAddress;
import java.net.Socket;

/** The ways out: the group that passes a denial, and an uninstallation that leaves nothing failing closed (F57). */
@ExtendWith(EndToEnd.class)
final class T08BreakGlassAndFarewell {
    @Test
    void theGroupPassesAndTheConfigurationsGoFirst(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        try (var meshwarden =
                installed.start(Installed.Settings.MANAGED.withDrain("announce: 3s, finish: 5s"))) {
            installed.awaitPolicies(Installed.CLOSED);
            Registered.awaitRefusing(cluster);
            breakGlass(cluster, meshwarden);

            cluster.admin().delete(Installed.STATEFUL_SET).orFail();
            meshwarden.process().terminate();
            long begun = System.nanoTime();
            Eventually.holds(
                    "both configurations are gone",
                    () ->
                            cluster.admin().get(Installed.VALIDATING).code() == 404
                                    && cluster.admin().get(Installed.MUTATING).code() == 404);
            System.out.printf(
                    "e2e T08: both configurations gone %.2f s after SIGTERM%n",
                    (System.nanoTime() - begun) / 1e9);
            try (var socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(meshwarden.address(), meshwarden.port()), 1_000);
                assertThat(socket.isConnected()).as("still serving").isTrue();
            }
            assertThat(meshwarden.process().awaitEnd(30)).isZero();
            assertThat(leaseSeconds(cluster)).as("the Lease is given back").isEqualTo(1);
            assertThat(
                            cluster.alice()
                                    .post(
                                            Istio.peerAuthentications(
                                                    cluster.freshNamespace("t08")),
                                            Istio.peerAuthentication("open", "PERMISSIVE"))
                                    .code())
                    .isEqualTo(201);
        }
    }

    private static void breakGlass(Cluster cluster, MeshwardenProcess meshwarden) throws Exception {
        String namespace = cluster.freshNamespace("t08");
        String path = Istio.peerAuthentications(namespace);
        String open = Istio.peerAuthentication("open", "PERMISSIVE");
        assertThat(cluster.alice().post(path, open).code()).isEqualTo(403);

        var passed = cluster.breaker().post(path, open);

        assertThat(passed.code()).isEqualTo(201);
        assertThat(passed.warnings()).anyMatch(w -> w.contains("MW-MTLS-"));
        assertThat(passed.warnings()).anyMatch(w -> w.contains("MW-GOV-003"));
        var record = meshwarden.decision(namespace, "open");
        assertThat(record.path("verdict").asText()).isEqualTo("break_glass");
        assertThat(record.path("break_glass").path("severity").asText()).isEqualTo("critical");
        assertThat(
                        meshwarden.metric(
                                "meshwarden_admission_reviews_total", "verdict=\"break_glass\""))
                .isEqualTo(1);
    }

    /** The client's way of giving back: the holder stays written, and the Lease has run out. */
    private static int leaseSeconds(Cluster cluster) throws Exception {
        return cluster.admin()
                .get(
                        "/apis/coordination.k8s.io/v1/namespaces/"
                                + Cluster.SYSTEM
                                + "/leases/meshwarden-leader")
                .body()
                .path("spec")
                .path("leaseDurationSeconds")
                .asInt();
    }
}

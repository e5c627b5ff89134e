package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;

/** The API server dies, and etcd: the webhook stays, and takes its work up again. */
@ExtendWith(EndToEnd.class)
final class T25ApiServerOutage {

    @Test
    void theWebhookOutlivesTheApiServerAndLeadsAgain(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        MeshwardenProcess meshwarden = installed.serve();

        cluster.server().process().kill();
        long begun = System.nanoTime();
        Eventually.holds(
                "the leader notices",
                Duration.ofSeconds(40),
                () -> meshwarden.metric("meshwarden_leader", "") == 0);
        assertThat(meshwarden.isReady()).as("it could serve, would anybody ask").isTrue();
        assertThat(meshwarden.process().isAlive()).isTrue();
        System.out.printf(
                "e2e: leadership given up %d s after the API server's death%n",
                (System.nanoTime() - begun) / 1_000_000_000);

        cluster.server().restart();
        refuses(cluster);
        Eventually.holds(
                "it leads again",
                Duration.ofSeconds(40),
                () -> meshwarden.metric("meshwarden_leader", "") == 1);
        cluster.admin()
                .jsonPatch(
                        Installed.VALIDATING,
                        """
                        [{"op":"remove","path":"/webhooks/0/clientConfig/caBundle"}]\
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

        cluster.plane().etcd().process().freeze();
        try {
            Eventually.holds(
                    "the leader notices that nothing is stored any more",
                    Duration.ofSeconds(60),
                    () -> meshwarden.metric("meshwarden_leader", "") == 0);
        } finally {
            cluster.plane().etcd().process().resume();
        }
        Eventually.holds(
                "it leads again",
                Duration.ofSeconds(60),
                () -> meshwarden.metric("meshwarden_leader", "") == 1);
        refuses(cluster);
        assertThat(meshwarden.process().isAlive()).isTrue();
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
                    } catch (java.io.IOException _) {
                        return false;
                    }
                });
    }
}

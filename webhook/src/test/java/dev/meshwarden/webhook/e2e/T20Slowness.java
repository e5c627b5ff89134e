package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;

/** A webhook that does not answer: Fail refuses after the entry's timeout, Ignore admits, and it heals when the process goes on. */
@ExtendWith(EndToEnd.class)
final class T20Slowness {

    @Test
    void aFrozenWebhookIsRefusedOrIgnoredAsItsEntrySays(Cluster cluster) throws Exception {
        MeshwardenProcess meshwarden = Registered.byHand(cluster);
        Registered.awaitRefusing(cluster);
        HandMade.remove(cluster.admin());
        HandMade.validating(
                cluster.admin(),
                new HandMade.Way.Service("meshwarden"),
                meshwarden.caBundle(),
                List.of(
                        new HandMade.Entry(HandMade.Scope.SECURITY, "Fail", 2),
                        new HandMade.Entry(HandMade.Scope.TRAFFIC, "Ignore", 1)));
        Registered.awaitRefusing(cluster);
        String namespace = cluster.freshNamespace("t20");
        String sidecar =
                """
                {"apiVersion":"networking.istio.io/v1","kind":"Sidecar","metadata":{"name":"admitted"},"spec":{"egress":[{"hosts":["./*"]}]}}\
                """;
        String sidecars = "/apis/networking.istio.io/v1/namespaces/" + namespace + "/sidecars";

        meshwarden.process().freeze();
        try {
            long begun = System.nanoTime();
            var refused =
                    cluster.alice()
                            .post(
                                    Istio.peerAuthentications(namespace),
                                    Istio.peerAuthentication("p", "STRICT"));
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(refused.code()).isEqualTo(500);
            assertThat(refused.message()).contains("failed calling webhook");
            assertThat(took).isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(10));
            var admitted = cluster.alice().post(sidecars, sidecar);
            assertThat(admitted.code()).as(admitted.message()).isEqualTo(201);
        } finally {
            meshwarden.process().resume();
        }
        Eventually.holds(
                "it decides again",
                () ->
                        cluster.alice()
                                .post(
                                        Istio.peerAuthentications(namespace),
                                        Istio.peerAuthentication("p", "STRICT"))
                                .isOk());
    }
}

package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.List;

/** With every replica dead, Istio writes fail closed and the rest of the cluster goes on; a start heals it without help. */
@ExtendWith(EndToEnd.class)
final class T09Outage {

    @Test
    void onlyIstioWritesStopAndAStartHeals(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        MeshwardenProcess first;
        MeshwardenProcess second;
        try (TcpRelay relay =
                TcpRelay.start(cluster.clusterIp(), Ports.SERVICE, java.time.Duration.ZERO)) {
            first = installed.replica(Installed.Settings.MANAGED, "127.0.0.1", Ports.free());
            second = installed.replica(Installed.Settings.MANAGED, "127.0.0.1", Ports.free());
            relay.add(first);
            relay.add(second);
            installed.awaitEnforced();

            first.process().kill();
            String namespace = cluster.freshNamespace("t09");
            oneIsEnough(cluster, namespace);

            second.process().kill();
            namespacesGoOn(cluster, namespace);
            var refused =
                    cluster.alice()
                            .post(
                                    Istio.peerAuthentications(namespace),
                                    Istio.peerAuthentication("default", "STRICT"));
            assertThat(refused.code()).isEqualTo(500);
            assertThat(refused.message()).contains("failed calling webhook");
            for (String object : others(namespace)) {
                var node = Api.JSON.readTree(object);
                String kind = node.path("kind").asText();
                String path =
                        switch (kind) {
                            case "Lease" ->
                                    "/apis/coordination.k8s.io/v1/namespaces/"
                                            + namespace
                                            + "/leases";
                            case "Pod" -> "/api/v1/namespaces/" + namespace + "/pods";
                            default -> "/api/v1/namespaces/" + namespace + "/configmaps";
                        };
                assertThat(cluster.alice().post(path, object).code()).as(kind).isEqualTo(201);
            }

            relay.remove(first);
            relay.remove(second);
            var healed = installed.replica(Installed.Settings.MANAGED, "127.0.0.1", Ports.free());
            relay.add(healed);
            Eventually.holds(
                    "an Istio write goes through again",
                    java.time.Duration.ofSeconds(40),
                    () ->
                            cluster.alice()
                                    .post(
                                            Istio.peerAuthentications(namespace),
                                            Istio.peerAuthentication("default", "STRICT"))
                                    .isOk());
            assertThat(installed.validating().path("webhooks").size()).isPositive();

            healed.process().kill();
            assertThat(cluster.admin().delete(Installed.VALIDATING).isOk())
                    .as("the way out is never locked")
                    .isTrue();
            Eventually.holds(
                    "without the configuration Istio writes go on",
                    () ->
                            cluster.alice()
                                    .post(
                                            Istio.peerAuthentications(namespace),
                                            Istio.peerAuthentication("other", "STRICT"))
                                    .isOk());
        }
    }

    /** But for the labels that take a namespace out of the mesh or away from us, which fail closed like Istio's kinds. */
    private static void namespacesGoOn(Cluster cluster, String namespace) throws Exception {
        String path = "/api/v1/namespaces/" + namespace;
        assertThat(cluster.freshNamespace("t09")).as("created").isNotBlank();
        assertThat(cluster.alice().mergePatch(path, labels("\"team\":\"pay\"")).code())
                .as("labelled")
                .isEqualTo(200);
        var guarded = cluster.admin().mergePatch(path, labels("\"meshwarden.io/exempt\":\"true\""));
        assertThat(guarded.code()).isEqualTo(500);
        assertThat(guarded.message())
                .contains("failed calling webhook")
                .contains("namespace-guard.meshwarden.io");
        assertThat(cluster.alice().delete("/api/v1/namespaces/" + cluster.freshNamespace("t09")))
                .as("deleted")
                .satisfies(answer -> assertThat(answer.isOk()).isTrue());
    }

    private static String labels(String labels) {
        return "{\"metadata\":{\"labels\":{%s}}}".formatted(labels);
    }

    /** The other replica decides at once for new connections; on those to the dead one a caller may have to try again. */
    private static void oneIsEnough(Cluster cluster, String namespace) throws Exception {
        String path = Istio.peerAuthentications(namespace);
        Eventually.holds(
                "the replica that is left admits",
                () -> cluster.alice().post(path, Istio.peerAuthentication("one", "STRICT")).isOk());
        for (int i = 0; i < 20; i++) {
            var denied =
                    cluster.alice().post(path, Istio.peerAuthentication("two" + i, "PERMISSIVE"));
            assertThat(denied.code()).isEqualTo(403);
            assertThat(denied.message()).contains("MW-MTLS-002");
        }
    }

    private static List<String> others(String namespace) {
        List<String> objects = new ArrayList<>();
        objects.add(
                """
                {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"one","namespace":"%s"},
                 "spec":{"holderIdentity":"somebody"}}\
                """
                        .formatted(namespace));
        objects.add(
                """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"one","namespace":"%s"},
                 "spec":{"containers":[{"name":"c","image":"example.com/c"}]}}\
                """
                        .formatted(namespace));
        objects.add(
                """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one","namespace":"%s"},"data":{}}\
                """
                        .formatted(namespace));
        return objects;
    }
}

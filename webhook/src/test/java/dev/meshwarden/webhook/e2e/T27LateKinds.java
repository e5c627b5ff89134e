package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Meshwarden before Istio: registered at Fail by its canary, and right from the first object when Istio's kinds arrive; and Istio
 * after Meshwarden: a kind of a later Istio that nobody asks about is told of.
 */
@ExtendWith(EndToEnd.class)
final class T27LateKinds {
    private static final String DEFINITIONS =
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static final String UNMATCHED = "meshwarden_registration_unmatched";

    @Test
    void kindsInstalledLaterAreDecidedFromTheFirstObject(Harness harness) throws Exception {
        try (Cluster cluster = harness.cluster("late", new IstioCrds(List.of()))) {
            var installed = Installed.into(cluster);
            installed.replica(Installed.Settings.MANAGED, cluster.clusterIp(), Ports.SERVICE);
            installed.awaitFail();
            IstioCrds.load().install(cluster.admin());
            var answer =
                    cluster.admin()
                            .post(
                                    Istio.peerAuthentications(Cluster.ROOT),
                                    Istio.peerAuthentication("default", "PERMISSIVE"));
            assertThat(answer.code()).isEqualTo(403);
            assertThat(answer.message()).contains("denied the request: MW-MTLS-001");
        }
    }

    /** B8: what Istio adds in a group that we do not know is told of, within ten minutes as delivered, by metric, record and readiness note. */
    @Test
    void aKindThatNoEntryAsksAboutIsToldOf(Cluster cluster) throws Exception {
        Installed.into(cluster);
        Path config = cluster.folder().resolve("looking.yaml");
        Files.writeString(
                config,
                """
                registration: %s
                tls: {mode: managed, extraSans: [%s]}
                http: {announce: 0s}
                """
                        .formatted(
                                cluster.registration("managed").replace("}", ", kindsEvery: 1s}"),
                                cluster.clusterIp()));
        try (var meshwarden =
                cluster.serve(
                        "--config",
                        config.toString(),
                        "--kubeconfig",
                        cluster.kubeconfig(cluster.meshwarden(), Cluster.SYSTEM).toString())) {
            Registered.awaitRefusing(cluster);
            assertThat(meshwarden.metric(UNMATCHED, "")).as("all of Istio's are known").isZero();

            define(cluster, "waypoints.ambient.istio.io");
            define(cluster, "widgets.example.com");

            awaitUnmatched(meshwarden, 1);
            assertThat(meshwarden.admin("/readyz?verbose").body())
                    .contains("unmatched Istio CRD: waypoints.ambient.istio.io");
            assertThat(Installed.records(meshwarden).getLast().path("to").asText())
                    .isEqualTo("unmatched Istio CRD: waypoints.ambient.istio.io");

            cluster.admin().delete(DEFINITIONS + "/waypoints.ambient.istio.io").orFail();
            awaitUnmatched(meshwarden, 0);
            meshwarden.stop();
        } finally {
            cluster.admin().delete(DEFINITIONS + "/waypoints.ambient.istio.io");
            cluster.admin().delete(DEFINITIONS + "/widgets.example.com");
        }
    }

    private static void awaitUnmatched(MeshwardenProcess meshwarden, int count) throws Exception {
        Eventually.holds(
                count + " are unmatched",
                Duration.ofSeconds(30),
                () -> meshwarden.metric(UNMATCHED, "") == count);
    }

    private static void define(Cluster cluster, String name) throws Exception {
        String plural = name.substring(0, name.indexOf('.'));
        cluster.admin()
                .post(
                        DEFINITIONS,
                        """
                        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"%1$s"},
                         "spec":{"group":"%2$s","scope":"Namespaced","names":{"plural":"%3$s","singular":"%4$s","kind":"Thing%4$s"},
                          "versions":[{"name":"v1","served":true,"storage":true,
                           "schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}\
                        """
                                .formatted(
                                        name,
                                        name.substring(plural.length() + 1),
                                        plural,
                                        plural.substring(0, plural.length() - 1)))
                .orFail();
    }
}

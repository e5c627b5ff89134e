package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.List;

/**
 * F58: a namespace full of Istio objects goes away while nobody answers for us. There is no namespace controller here, so the test deletes
 * in its name what it would delete, and ends the namespace as it would.
 */
@ExtendWith(EndToEnd.class)
final class T23Deletion {
    private static final int OF_EACH = 25;
    private static final String CONTROLLER =
            "system:serviceaccount:kube-system:namespace-controller";
    private static final String SECURITY = "/apis/security.istio.io/v1/namespaces/";
    private static final String NETWORKING = "/apis/networking.istio.io/v1/namespaces/";

    /**
     * Objects of one kind.
     *
     * @param object JSON with a place for its number
     */
    private record Kind(String api, String resource, String object) {
        String path(String namespace) {
            return api + namespace + "/" + resource;
        }
    }

    private static final List<Kind> KINDS =
            List.of(
                    new Kind(
                            SECURITY,
                            "peerauthentications",
                            """
                            {"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication","metadata":{"name":"o%1$d"},
                             "spec":{"selector":{"matchLabels":{"app":"a%1$d"}},"mtls":{"mode":"STRICT"}}}\
                            """),
                    new Kind(
                            SECURITY,
                            "authorizationpolicies",
                            """
                            {"apiVersion":"security.istio.io/v1","kind":"AuthorizationPolicy","metadata":{"name":"o%1$d"},
                             "spec":{"selector":{"matchLabels":{"app":"a%1$d"}},"action":"DENY",
                              "rules":[{"to":[{"operation":{"paths":["/admin"]}}]}]}}\
                            """),
                    new Kind(
                            NETWORKING,
                            "sidecars",
                            """
                            {"apiVersion":"networking.istio.io/v1","kind":"Sidecar","metadata":{"name":"o%1$d"},
                             "spec":{"workloadSelector":{"labels":{"app":"a%1$d"}},"egress":[{"hosts":["./*"]}]}}\
                            """),
                    new Kind(
                            NETWORKING,
                            "workloadentries",
                            """
                            {"apiVersion":"networking.istio.io/v1","kind":"WorkloadEntry","metadata":{"name":"o%1$d"},
                             "spec":{"address":"10.0.0.%1$d","labels":{"app":"vm"}}}\
                            """));

    @Test
    void aNamespaceOfAHundredObjectsGoesWhileNobodyAnswers(Cluster cluster) throws Exception {
        MeshwardenProcess meshwarden = Installed.into(cluster).serve();
        String namespace = cluster.freshNamespace("t23");
        for (Kind kind : KINDS) {
            for (int i = 1; i <= OF_EACH; i++) {
                cluster.alice().post(kind.path(namespace), kind.object().formatted(i)).orFail();
            }
        }
        cluster.admin().delete("/api/v1/namespaces/" + namespace).orFail();
        meshwarden.process().kill();
        for (Kind kind : KINDS) {
            assertThat(cluster.alice().delete(kind.path(namespace) + "/o1").code())
                    .as("anybody else waits: " + kind.resource())
                    .isEqualTo(500);
        }

        Api controller = cluster.as(CONTROLLER, "system:serviceaccounts");
        cluster.bindAuthors(CONTROLLER, "User");
        long begun = System.nanoTime();
        for (Kind kind : KINDS) {
            controller.delete(kind.path(namespace)).orFail();
        }
        System.out.printf(
                "e2e: T23, %d objects gone in %.1f s%n",
                KINDS.size() * OF_EACH, (System.nanoTime() - begun) / 1e9);

        List<String> left = new ArrayList<>();
        for (Kind kind : KINDS) {
            cluster.admin()
                    .get(kind.path(namespace))
                    .body()
                    .path("items")
                    .forEach(i -> left.add(i.path("metadata").path("name").asText()));
        }
        assertThat(left).isEmpty();
        cluster.admin()
                .put(
                        "/api/v1/namespaces/" + namespace + "/finalize",
                        """
                        {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s"},"spec":{"finalizers":[]}}\
                        """
                                .formatted(namespace))
                .orFail();
        assertThat(cluster.admin().get("/api/v1/namespaces/" + namespace).code()).isEqualTo(404);
    }
}

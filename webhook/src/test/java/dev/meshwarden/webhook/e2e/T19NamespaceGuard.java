package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

/** The built-in pack guards the labels that take a namespace away from us or out of the mesh, and is asked about nothing else of it. */
@ExtendWith(EndToEnd.class)
final class T19NamespaceGuard {
    private static final String NAMESPACES = "/api/v1/namespaces";
    private static final String EXEMPT = "\"meshwarden.io/exempt\":\"true\"";
    private static final String INJECTED = "\"istio-injection\":\"enabled\"";
    private static MeshwardenProcess meshwarden;

    @BeforeAll
    static void register(Cluster cluster) throws Exception {
        meshwarden = Installed.into(cluster).serve();
    }

    /** B3: a tenant who may label a namespace may not exempt it; an empty value would exempt it just as well. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "", "no"})
    void onlyAnAdministratorExemptsANamespace(String value, Cluster cluster) throws Exception {
        String name = cluster.freshNamespace("t19");
        String exempt = "\"meshwarden.io/exempt\":\"%s\"".formatted(value);

        var refused = label(cluster.alice(), name, exempt);

        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.message())
                .contains("admission webhook \"namespace-guard.meshwarden.io\" denied the request:")
                .contains(
                        "MW-GOV-009/a /metadata/labels/meshwarden.io~1exempt: alice may not exempt")
                .contains("Fix: Ask a mesh administrator.");
        assertThat(label(cluster.admin(), name, exempt).code()).isEqualTo(200);
        assertThat(label(cluster.alice(), name, "\"team\":\"pay\"").code())
                .as("what is exempt may stay so")
                .isEqualTo(200);
        assertThat(label(cluster.alice(), name, "\"meshwarden.io/exempt\":null").code())
                .as("and come back")
                .isEqualTo(200);
    }

    /** B6: both subresources of a Namespace take labels. */
    @ParameterizedTest
    @ValueSource(strings = {"status", "finalize"})
    void noSubresourceIsAWayAround(String subresource, Cluster cluster) throws Exception {
        cluster.bind("cluster-admin", "carol", "User");
        String name = cluster.freshNamespace("t19");
        String path = NAMESPACES + "/" + name;
        String object =
                """
                {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s","labels":{%s}},
                 "spec":{"finalizers":["kubernetes"]}}\
                """;

        var refused =
                cluster.as("carol", "dev")
                        .put(path + "/" + subresource, object.formatted(name, EXEMPT));
        var unrelated =
                cluster.as("carol", "dev")
                        .put(path + "/" + subresource, object.formatted(name, "\"a\":\"b\""));

        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.message()).contains("MW-GOV-009");
        assertThat(unrelated.code()).isEqualTo(200);
        assertThat(labels(cluster, name).path("a").asText())
                .as("labels are taken there")
                .isEqualTo("b");
        assertThat(operations(name)).containsExactly("UPDATE");
    }

    @Test
    void aNamespaceIsNotBornExempt(Cluster cluster) throws Exception {
        String born =
                """
                {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s","labels":{%s}}}\
                """;

        assertThat(cluster.alice().post(NAMESPACES, born.formatted("t19-tenant", EXEMPT)).message())
                .contains("MW-GOV-009");
        assertThat(cluster.admin().post(NAMESPACES, born.formatted("t19-admin", EXEMPT)).code())
                .isEqualTo(201);
        assertThat(cluster.alice().post(NAMESPACES, born.formatted("t19-mesh", INJECTED)).code())
                .isEqualTo(201);
    }

    /** B11: who takes a namespace out of the mesh is refused; who changes how it is in it is not. */
    @Test
    void aNamespaceDoesNotLeaveTheMesh(Cluster cluster) throws Exception {
        String name = cluster.freshNamespace("t19");
        label(cluster.alice(), name, INJECTED).orFail();

        for (Api api : List.of(cluster.alice(), cluster.admin())) {
            var refused = label(api, name, "\"istio-injection\":\"disabled\"");
            assertThat(refused.code()).isEqualTo(403);
            assertThat(refused.message())
                    .contains("MW-NS-002 /metadata/labels: Namespace " + name)
                    .contains("(istio-injection=enabled to istio-injection=disabled)");
        }
        label(
                        cluster.alice(),
                        name,
                        "\"istio-injection\":null,\"istio.io/dataplane-mode\":\"ambient\"")
                .orFail();
        assertThat(label(cluster.breaker(), name, "\"istio.io/dataplane-mode\":null").warnings())
                .anySatisfy(w -> assertThat(w).contains("MW-NS-002"));
    }

    /** B3: whoever lifts the protection of a namespace could change its policies next. */
    @Test
    void aTenantDoesNotLiftTheProtection(Cluster cluster) throws Exception {
        String name = cluster.freshNamespace("t19");
        String mark = "\"policy.meshwarden.io/protected\":";
        label(cluster.alice(), name, mark + "\"true\"").orFail();

        assertThat(label(cluster.alice(), name, mark + "null").message()).contains("MW-GOV-009");
        assertThat(label(cluster.admin(), name, mark + "null").code()).isEqualTo(200);
    }

    @Test
    void whatDoesNotTouchTheseLabelsIsNotSent(Cluster cluster) throws Exception {
        String name = cluster.freshNamespace("t19");

        label(cluster.alice(), name, "\"team\":\"pay\"").orFail();
        cluster.alice()
                .mergePatch(
                        NAMESPACES + "/" + name,
                        "{\"metadata\":{\"annotations\":{\"note\":\"x\"}}}")
                .orFail();
        cluster.alice()
                .post(
                        NAMESPACES,
                        """
                        {"apiVersion":"v1","kind":"Namespace","metadata":{"generateName":"t19-nameless-"}}\
                        """)
                .orFail();
        cluster.alice().delete(NAMESPACES + "/" + name).orFail();
        assertThat(cluster.kubectl().run("", "create", "namespace", "t19-kubectl").code()).isZero();

        assertThat(operations(name)).isEmpty();
        assertThat(operations("t19-kubectl")).isEmpty();
    }

    /** The API server makes its own namespaces again when they are gone, as a member of system:masters. */
    @Test
    void theClustersOwnNamespacesComeBack(Cluster cluster) throws Exception {
        String path = NAMESPACES + "/kube-node-lease";
        JsonNode before = cluster.admin().get(path).orFail().body();
        assertThat(cluster.admin().delete(path).isOk()).isTrue();
        cluster.admin()
                .put(
                        path + "/finalize",
                        """
                        {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"kube-node-lease"},
                         "spec":{"finalizers":[]}}\
                        """)
                .orFail();

        Eventually.holds(
                "kube-node-lease is there again",
                Duration.ofSeconds(90),
                () -> {
                    var now = cluster.admin().get(path);
                    return now.isOk()
                            && !now.body().at("/metadata/uid").equals(before.at("/metadata/uid"));
                });
        assertThat(operations("kube-node-lease")).isEmpty();
    }

    private static Api.Answer label(Api api, String namespace, String labels) throws Exception {
        return api.mergePatch(
                NAMESPACES + "/" + namespace, "{\"metadata\":{\"labels\":{%s}}}".formatted(labels));
    }

    private static JsonNode labels(Cluster cluster, String namespace) throws Exception {
        return cluster.admin().get(NAMESPACES + "/" + namespace).body().at("/metadata/labels");
    }

    private static List<String> operations(String namespace) throws Exception {
        return meshwarden.decisions("validate", namespace, namespace).stream()
                .map(r -> r.path("req").path("op").asText())
                .toList();
    }
}

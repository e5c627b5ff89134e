package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;

/** What the match conditions let pass is never sent to us, what they name is sent once, and none of them fails on a missing field. */
@ExtendWith(EndToEnd.class)
final class T18MatchConditions {
    private static final String NETWORKING = "/apis/networking.istio.io/v1";
    private static MeshwardenProcess meshwarden;

    @BeforeAll
    static void register(Cluster cluster) throws Exception {
        meshwarden = Installed.into(cluster).serve();
    }

    /** F58: a namespace's deletion never waits for us. */
    @Test
    void cleanupIsNotSent(Cluster cluster) throws Exception {
        String namespace = cluster.freshNamespace("t18");
        String path = Istio.peerAuthentications(namespace);
        for (String name : List.of("mine", "swept")) {
            cluster.alice().post(path, Istio.peerAuthentication(name, "STRICT")).orFail();
        }

        cluster.alice().delete(path + "/mine").orFail();
        cluster.as(
                        "system:serviceaccount:kube-system:namespace-controller",
                        "system:serviceaccounts")
                .delete(path + "/swept")
                .orFail();

        assertThat(operations(namespace, "mine")).containsExactly("CREATE", "DELETE");
        assertThat(operations(namespace, "swept")).containsExactly("CREATE");
    }

    @Test
    void workloadsThatIstiodRegistersAreNotSent(Cluster cluster) throws Exception {
        String istiod = "system:serviceaccount:istio-system:istiod";
        cluster.bindAuthors(istiod, "User");
        String namespace = cluster.freshNamespace("t18");
        String path = NETWORKING + "/namespaces/" + namespace + "/workloadentries";

        cluster.as(istiod, "system:serviceaccounts").post(path, workloadEntry("auto")).orFail();
        cluster.alice().post(path, workloadEntry("by-hand")).orFail();

        assertThat(meshwarden.decision(namespace, "by-hand").path("hook").path("name").asText())
                .isEqualTo("traffic");
        assertThat(operations(namespace, "auto")).isEmpty();
    }

    @Test
    void anEnvoyFilterIsSentOnce(Cluster cluster) throws Exception {
        String namespace = cluster.freshNamespace("t18");
        cluster.alice()
                .post(
                        "/apis/networking.istio.io/v1alpha3/namespaces/"
                                + namespace
                                + "/envoyfilters",
                        """
                        {"apiVersion":"networking.istio.io/v1alpha3","kind":"EnvoyFilter",
                         "metadata":{"name":"patch"},"spec":{"configPatches":[]}}\
                        """);

        meshwarden.decision(namespace, "patch");
        assertThat(meshwarden.decisions("validate", namespace, "patch"))
                .extracting(r -> r.path("hook").path("name").asText())
                .containsExactly("security");
    }

    @Test
    void ofTheRootNamespacesConfigMapsOnlyMeshSettingsAreSent(Cluster cluster) throws Exception {
        String path = "/api/v1/namespaces/" + Cluster.ROOT + "/configmaps";

        cluster.alice().post(path, configMap("\"name\":\"other\"")).orFail();
        cluster.alice().post(path, configMap("\"generateName\":\"nameless-\"")).orFail();
        cluster.alice().post(path, configMap("\"name\":\"istio\"")).orFail();

        JsonNode record = meshwarden.decision(Cluster.ROOT, "istio");
        assertThat(record.path("hook").path("name").asText()).isEqualTo("mesh-config");
        assertThat(operations(Cluster.ROOT, "other")).isEmpty();
        assertThat(operations(Cluster.ROOT, "")).isEmpty();
    }

    /** Nobody else is asked for the canary's sake, and the canary leaves no record. */
    @Test
    void theCanaryIsRefusedAndNotRecorded(Cluster cluster) throws Exception {
        var answer =
                cluster.admin()
                        .post(
                                "/api/v1/namespaces/" + Cluster.SYSTEM + "/configmaps?dryRun=All",
                                """
                                {"apiVersion":"v1","kind":"ConfigMap",
                                 "metadata":{"name":"c","labels":{"meshwarden.io/canary":"true"}},
                                 "data":{"nonce":"word-1"}}\
                                """);

        assertThat(answer.code()).isEqualTo(403);
        assertThat(answer.message()).contains("canary word-1 arrived");
        assertThat(operations(Cluster.SYSTEM, "c")).isEmpty();
    }

    private static List<String> operations(String namespace, String name) throws Exception {
        return meshwarden.decisions("validate", namespace, name).stream()
                .map(r -> r.path("req").path("op").asText())
                .toList();
    }

    private static String workloadEntry(String name) {
        return """
        {"apiVersion":"networking.istio.io/v1","kind":"WorkloadEntry","metadata":{"name":"%s"},
         "spec":{"address":"10.0.0.7","labels":{"app":"vm"}}}\
        """
                .formatted(name);
    }

    private static String configMap(String metadata) {
        return """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{%s},"data":{"x":"y"}}\
        """
                .formatted(metadata);
    }
}

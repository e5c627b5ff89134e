package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;

/** However an object is written, it is decided once; what is not ours to decide is not sent. */
@ExtendWith(EndToEnd.class)
final class T13Operations {
    private static MeshwardenProcess meshwarden;

    @BeforeAll
    static void install(Cluster cluster) throws Exception {
        meshwarden = Installed.into(cluster).serve();
    }

    private static JsonNode only(String namespace, String name, int before) throws Exception {
        List<JsonNode> decisions = meshwarden.decisions("validate", namespace, name);
        assertThat(decisions).hasSize(before + 1);
        return decisions.getLast();
    }

    @Test
    void everyKindOfUpdateIsDecidedOnceWithBothDigests(Cluster cluster) throws Exception {
        String namespace = cluster.freshNamespace("t13");
        Api alice = cluster.alice();
        String path = Istio.peerAuthentications(namespace);
        JsonNode stored = alice.post(path, Istio.peerAuthentication("a", "STRICT")).orFail().body();
        JsonNode created = only(namespace, "a", 0);
        assertThat(created.path("req").path("op").asText()).isEqualTo("CREATE");
        assertThat(created.path("obj").has("old")).isFalse();

        var put = (com.fasterxml.jackson.databind.node.ObjectNode) stored.deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) put.path("metadata"))
                .putObject("labels")
                .put("by", "put");
        alice.put(path + "/a", put.toString()).orFail();
        updated(namespace, 1);
        alice.mergePatch(path + "/a", "{\"metadata\":{\"labels\":{\"by\":\"merge\"}}}").orFail();
        updated(namespace, 2);
        alice.jsonPatch(
                        path + "/a",
                        "[{\"op\":\"replace\",\"path\":\"/metadata/labels/by\",\"value\":\"json\"}]")
                .orFail();
        updated(namespace, 3);
        alice.apply(
                        path + "/a",
                        """
                        {"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication",
                         "metadata":{"name":"a","labels":{"by":"apply"}},"spec":{"mtls":{"mode":"STRICT"}}}\
                        """)
                .orFail();
        JsonNode applied = updated(namespace, 4);
        assertThat(applied.path("req").path("field_manager").asText()).isEqualTo("e2e");
        assertThat(
                        alice.mergePatch(
                                        path + "/a", "{\"spec\":{\"mtls\":{\"mode\":\"DISABLE\"}}}")
                                .code())
                .isEqualTo(403);
        updated(namespace, 5);

        alice.delete(path + "/a").orFail();
        JsonNode deleted = only(namespace, "a", 6);
        assertThat(deleted.path("req").path("op").asText()).isEqualTo("DELETE");
        assertThat(deleted.path("obj").has("old")).isTrue();
        assertThat(deleted.path("obj").has("new")).isFalse();
    }

    private static JsonNode updated(String namespace, int before) throws Exception {
        JsonNode record = only(namespace, "a", before);
        assertThat(record.path("req").path("op").asText()).isEqualTo("UPDATE");
        assertThat(record.path("obj").path("old").asText())
                .isNotEmpty()
                .isNotEqualTo(record.path("obj").path("new").asText());
        return record;
    }

    @Test
    void aGeneratedNameIsOnRecordAsFarAsItIsKnown(Cluster cluster) throws Exception {
        String namespace = cluster.freshNamespace("t13");
        JsonNode stored =
                cluster.alice()
                        .post(
                                Istio.peerAuthentications(namespace),
                                Istio.peerAuthentication("x", "STRICT")
                                        .replace("\"name\":\"x\"", "\"generateName\":\"gen-\""))
                        .orFail()
                        .body();
        assertThat(stored.path("metadata").path("name").asText()).startsWith("gen-");
        assertThat(meshwarden.records())
                .anySatisfy(r -> {
                    assertThat(r.path("req").path("ns").asText()).isEqualTo(namespace);
                    assertThat(r.path("req").path("generate_name").asText()).isEqualTo("gen-");
                });
    }

    /** T13 and T23: fifty at once, and a hundred in a namespace that goes. */
    @Test
    void deletingManyIsOneDecisionEachAndNothingBlocks(Cluster cluster) throws Exception {
        String namespace = cluster.freshNamespace("t13");
        String path = Istio.peerAuthentications(namespace);
        Api alice = cluster.alice();
        for (int i = 0; i < 50; i++) {
            alice.post(
                            path,
                            """
                            {"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication","metadata":{"name":"p%d"},
                             "spec":{"selector":{"matchLabels":{"app":"a%d"}},"mtls":{"mode":"STRICT"}}}\
                            """
                                    .formatted(i, i))
                    .orFail();
        }
        alice.delete(path).orFail();
        long deletions =
                meshwarden.records().stream()
                        .filter(r -> r.path("req").path("ns").asText().equals(namespace))
                        .filter(r -> r.path("req").path("op").asText().equals("DELETE"))
                        .filter(r -> r.path("hook").path("phase").asText().equals("validate"))
                        .count();
        assertThat(deletions).isEqualTo(50);
        assertThat(alice.get(path).body().path("items")).isEmpty();
    }

    /** T17. */
    @Test
    void statusWritesAreNotSent(Cluster cluster) throws Exception {
        String namespace = cluster.freshNamespace("t17");
        String path = Istio.peerAuthentications(namespace);
        cluster.admin().post(path, Istio.peerAuthentication("s", "STRICT")).orFail();
        cluster.admin()
                .mergePatch(path + "/s/status", "{\"status\":{\"observedGeneration\":1}}")
                .orFail();
        only(namespace, "s", 0);
    }

    /** T18: a namespace must be able to finish deleting, also of what nobody may delete. */
    @Test
    void cleaningUpANamespaceIsNotSent(Cluster cluster) throws Exception {
        String path = Istio.peerAuthentications(Cluster.ROOT);
        cluster.admin().post(path, Istio.peerAuthentication("swept", "STRICT")).orFail();
        var controller = "system:serviceaccount:kube-system:namespace-controller";
        cluster.bind("cluster-admin", controller, "User");
        int before = meshwarden.decisions("validate", Cluster.ROOT, "swept").size();
        assertThat(cluster.alice().delete(path + "/swept").code()).isEqualTo(403);
        cluster.admin()
                .actingAs(controller, List.of("system:serviceaccounts:kube-system"))
                .delete(path + "/swept")
                .orFail();
        only(Cluster.ROOT, "swept", before);
    }

    /** T18: an EnvoyFilter is asked about once, by the entry of what can open a mesh. */
    @Test
    void anEnvoyFilterIsTheSecurityEntrysAlone(Cluster cluster) throws Exception {
        String namespace = cluster.freshNamespace("t18");
        cluster.admin()
                .post(
                        "/apis/networking.istio.io/v1alpha3/namespaces/"
                                + namespace
                                + "/envoyfilters?dryRun=All",
                        """
                        {"apiVersion":"networking.istio.io/v1alpha3","kind":"EnvoyFilter","metadata":{"name":"f"},
                         "spec":{"configPatches":[]}}\
                        """);
        assertThat(meshwarden.decisions("validate", namespace, "f"))
                .allSatisfy(
                        r -> assertThat(r.path("hook").path("name").asText()).isEqualTo("security"))
                .hasSize(1);
    }

    /** T22: istiod checks its own webhook with this object and would fail closed too early if ours refused it. */
    @Test
    void istiodsProofObjectIsNobodysToRefuse(Cluster cluster) throws Exception {
        var answer =
                cluster.admin()
                        .post(
                                "/apis/networking.istio.io/v1/namespaces/istio-system/gateways?dryRun=All",
                                """
                                {"apiVersion":"networking.istio.io/v1","kind":"Gateway",
                                 "metadata":{"name":"invalid-gateway","annotations":{"internal.istio.io/webhook-always-reject":"true"}},
                                 "spec":{}}\
                                """);
        assertThat(answer.message()).doesNotContain("denied the request");
        assertThat(answer.isOk()).as(answer.message()).isTrue();
    }

    /** T14, beside T01's every version of every fixture: an older version is judged by the same policy. */
    @Test
    void anOlderVersionGetsTheSameVerdict(Cluster cluster) throws Exception {
        String namespace = cluster.freshNamespace("t14");
        String v1 = Istio.peerAuthentications(namespace);
        String object = Istio.peerAuthentication("p", "DISABLE");
        var now = cluster.alice().post(v1, object);
        var then =
                cluster.alice()
                        .post(
                                v1.replace("/v1/", "/v1beta1/"),
                                object.replace("istio.io/v1", "istio.io/v1beta1"));
        assertThat(then.code()).isEqualTo(now.code()).isEqualTo(403);
        assertThat(then.message().replaceAll("decision [0-9a-f-]+", ""))
                .isEqualTo(now.message().replaceAll("decision [0-9a-f-]+", ""));
    }

    /** T30: what our log holds and what the API server's audit log says of the same request agree. */
    @Test
    void theAuditLogOfTheApiServerNamesOurRecord(Cluster cluster) throws Exception {
        String namespace = cluster.freshNamespace("t30");
        cluster.alice()
                .post(Istio.peerAuthentications(namespace), Istio.peerAuthentication("p", "STRICT"))
                .orFail();
        JsonNode record = meshwarden.decision(namespace, "p");
        JsonNode annotations =
                AuditFiles.events(cluster.server().auditLog()).stream()
                        .filter(e ->
                                e.path("objectRef").path("namespace").asText().equals(namespace))
                        .filter(e -> e.path("objectRef").path("name").asText().equals("p"))
                        .filter(e -> e.path("verb").asText().equals("create"))
                        .findFirst()
                        .orElseThrow()
                        .path("annotations");
        String all = annotations.toString();
        assertThat(all).contains("security.meshwarden.io/").contains(record.path("id").asText());
        assertThat(annotations.path("security.meshwarden.io/verdict").asText())
                .isEqualTo(record.path("verdict").asText());
    }
}

package dev.meshwarden.webhook.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.config.PoliciesConfig.Enforcement;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ways around the webhook that lead through it: requests that look as if they mattered less, and do not. */
class BypassTest {
    private static final String DISABLE = "{\"mtls\":{\"mode\":\"DISABLE\"}}";

    @TempDir static Path folder;
    private static Serving serving;

    @BeforeAll
    static void start() throws Exception {
        serving = new Serving(folder, Enforcement.PROFILE);
    }

    @AfterAll
    static void stop() {
        serving.close();
    }

    private static String review(String version, String subResource, boolean dryRun, String spec) {
        return """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",
        "kind":{"group":"security.istio.io","version":"%1$s","kind":"PeerAuthentication"},
        "resource":{"group":"security.istio.io","version":"%1$s","resource":"peerauthentications"},
        "subResource":"%2$s","name":"x","namespace":"shop","operation":"CREATE","dryRun":%3$s,
        "userInfo":{"username":"ann","groups":["shop"]},
        "object":{"apiVersion":"security.istio.io/%1$s","kind":"PeerAuthentication",
        "metadata":{"name":"x","namespace":"shop"},"spec":%4$s}}}
        """
                .formatted(version, subResource, dryRun, spec);
    }

    private static String answer(String path, String body) throws Exception {
        var response = serving.post(path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1beta1", "v1alpha1", "v9"})
    void B7_everyVersionOfAKindIsJudgedAlike(String version) throws Exception {
        assertThat(answer("/validate/security", review(version, "", false, DISABLE)))
                .contains("\"allowed\":false", "MW-MTLS-00");
    }

    @Test
    void B14_aDryRunIsJudgedLikeTheWriteAndTheWriteAgain() throws Exception {
        String tried = answer("/validate", review("v1", "", true, DISABLE));
        String written = answer("/validate", review("v1", "", false, DISABLE));
        String triedWell =
                answer("/validate", review("v1", "", true, "{\"mtls\":{\"mode\":\"STRICT\"}}"));

        assertThat(tried).contains("\"allowed\":false");
        assertThat(written).contains("\"allowed\":false");
        assertThat(triedWell).contains("\"allowed\":true");
    }

    @Test
    void F60_aDryRunIsRecordedAsSuchAndNothingElseIsWritten() throws Exception {
        Set<String> before = files();
        answer("/validate", review("v1", "", true, "{\"mtls\":{\"mode\":\"STRICT\"}}"));

        assertThat(files()).isEqualTo(before);
        assertThat(records().filter(l -> l.contains("\"kind\":\"decision\"")).toList().getLast())
                .contains("\"dry_run\":true");
    }

    @Test
    void B6_aWriteToASubresourceIsRecordedAsOne() throws Exception {
        answer("/validate", review("v1", "status", false, "{}"));

        assertThat(records().anyMatch(l -> l.contains("\"sub\":\"status\""))).isTrue();
    }

    @Test
    void F59_istiodsProofPassesAndIsRecorded() throws Exception {
        String body =
                """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",
                "kind":{"group":"networking.istio.io","version":"v1","kind":"Gateway"},
                "resource":{"group":"networking.istio.io","version":"v1","resource":"gateways"},
                "name":"invalid-gateway","namespace":"istio-system","operation":"CREATE","dryRun":true,
                "userInfo":{"username":"system:serviceaccount:istio-system:istiod"},
                "object":{"apiVersion":"networking.istio.io/v1","kind":"Gateway",
                "metadata":{"name":"invalid-gateway","namespace":"istio-system",
                "annotations":{"internal.istio.io/webhook-always-reject":"true"}},"spec":{}}}}
                """;

        assertThat(answer("/validate/traffic", body))
                .contains("\"allowed\":true")
                .doesNotContain("warnings");
        assertThat(answer("/mutate/istio", body)).doesNotContain("patch");
        assertThat(records().filter(l -> l.contains("invalid-gateway"))).hasSize(2);
    }

    @Test
    void B12_theMeshConfigurationIsJudgedLikeAnIstioKind() throws Exception {
        String map =
                """
                {"apiVersion":"v1","kind":"ConfigMap",
                "metadata":{"name":"istio","namespace":"istio-system"},"data":{"mesh":"%s"}}
                """;
        String body =
                """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",
                "kind":{"group":"","version":"v1","kind":"ConfigMap"},
                "resource":{"group":"","version":"v1","resource":"configmaps"},
                "name":"istio","namespace":"istio-system","operation":"UPDATE",
                "userInfo":{"username":"ann","groups":["shop"]},"object":%s,"oldObject":%s}}
                """
                        .formatted(
                                map.formatted("trustDomainAliases: [a, b]"),
                                map.formatted("trustDomainAliases: [a]"));

        assertThat(answer("/validate/mesh-config", body))
                .contains("\"allowed\":false")
                .contains("MW-GOV-005");
    }

    private static String namespaceReview(String subResource, String before, String after) {
        String object =
                """
                {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop","labels":{%s}}}\
                """;
        return """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",
        "kind":{"group":"","version":"v1","kind":"Namespace"},
        "resource":{"group":"","version":"v1","resource":"namespaces"},"subResource":"%s",
        "name":"shop","namespace":"shop","operation":"UPDATE",
        "userInfo":{"username":"ann","groups":["shop"]},"object":%s,"oldObject":%s}}
        """
                .formatted(subResource, object.formatted(after), object.formatted(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "status", "finalize"})
    void B3_aTenantDoesNotExemptItsNamespace(String subResource) throws Exception {
        String exempt = "\"meshwarden.io/exempt\":\"\"";

        assertThat(answer("/validate/namespace-guard", namespaceReview(subResource, "", exempt)))
                .contains("\"allowed\":false")
                .contains(
                        "MW-GOV-009/a /metadata/labels/meshwarden.io~1exempt: ann may not exempt");
        assertThat(answer("/validate/namespace-guard", namespaceReview(subResource, exempt, "")))
                .contains("\"allowed\":true");
    }

    @Test
    void B11_aNamespaceDoesNotLeaveTheMesh() throws Exception {
        String enabled = "\"istio-injection\":\"enabled\"";
        String ambient = "\"istio.io/dataplane-mode\":\"ambient\"";

        assertThat(answer("/validate/namespace-guard", namespaceReview("", enabled, "")))
                .contains("\"allowed\":false")
                .contains("MW-NS-002 /metadata/labels: Namespace shop would leave the mesh");
        assertThat(answer("/validate/namespace-guard", namespaceReview("", enabled, ambient)))
                .contains("\"allowed\":true");
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(serving.data)) {
            return walk.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> records() throws IOException {
        try (Stream<Path> walk = Files.walk(serving.data.resolve("audit"))) {
            var lines = Stream.<String>builder();
            for (Path file : walk.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
                Files.readAllLines(file).forEach(lines::add);
            }
            return lines.build();
        }
    }
}

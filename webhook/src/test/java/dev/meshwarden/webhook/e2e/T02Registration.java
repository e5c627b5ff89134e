package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A fresh installation registers itself: from Ignore, by way of a canary, to Fail. */
@ExtendWith(EndToEnd.class)
final class T02Registration {

    @Test
    void aFreshInstallationGoesFromIgnoreByACanaryToFail(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        MeshwardenProcess meshwarden = installed.serve();

        assertThat(policies(installed.validating()))
                .containsEntry("security.meshwarden.io", "Fail")
                .containsEntry("traffic.meshwarden.io", "Fail")
                .containsEntry("canary.meshwarden.io", "Ignore");
        assertThat(history(cluster, "security.meshwarden.io"))
                .as("created open, closed once")
                .containsExactly("Ignore", "Fail");
        assertThat(meshwarden.metric("meshwarden_canary_success", "")).isEqualTo(1);
        for (JsonNode hook : installed.validating().path("webhooks")) {
            String name = hook.path("name").asText();
            assertThat(hook.path("clientConfig").path("service").path("path").asText())
                    .isEqualTo("/validate/" + name.substring(0, name.indexOf('.')));
            assertThat(hook.path("clientConfig").path("caBundle").asText()).isNotEmpty();
            assertThat(hook.path("matchPolicy").asText()).isEqualTo("Equivalent");
        }
        assertThat(
                        cluster.admin()
                                .get("/api/v1/namespaces/meshwarden-system/configmaps")
                                .body()
                                .path("items"))
                .as("the canary is never stored")
                .allSatisfy(item ->
                        assertThat(item.path("metadata").path("labels").has("meshwarden.io/canary"))
                                .isFalse());
        meshwarden.stop();
    }

    @Test
    void whereNothingIsEnforcedTheEntriesStayAtIgnore(Harness harness) throws Exception {
        try (Cluster cluster = harness.cluster("lenient")) {
            var installed = Installed.into(cluster);
            var lenient =
                    installed.replica(
                            Installed.Settings.MANAGED.withRest("policies: {enforcement: warn}"),
                            cluster.clusterIp(),
                            Ports.SERVICE);
            Eventually.holds(
                    "registered, and the canary came back",
                    Duration.ofSeconds(30),
                    () ->
                            installed.validating().path("webhooks").size() > 1
                                    && lenient.metric("meshwarden_canary_success", "") == 1);
            assertThat(policies(installed.validating()).values()).containsOnly("Ignore");
            var answer =
                    cluster.alice()
                            .post(
                                    Istio.peerAuthentications(Cluster.ROOT),
                                    Istio.peerAuthentication("default", "PERMISSIVE"));
            assertThat(answer.code()).isEqualTo(201);
            assertThat(answer.warnings()).anySatisfy(w -> assertThat(w).contains("MW-MTLS-001"));
        }
    }

    private static Map<String, String> policies(JsonNode configuration) {
        Map<String, String> policies = new TreeMap<>();
        for (JsonNode hook : configuration.path("webhooks")) {
            policies.put(hook.path("name").asText(), hook.path("failurePolicy").asText());
        }
        return policies;
    }

    /** The failure policies that an entry has had, in the order in which they were written. */
    private static List<String> history(Cluster cluster, String entry) throws Exception {
        List<String> policies = new ArrayList<>();
        for (JsonNode event : AuditFiles.events(cluster.server().auditLog())) {
            if (event.path("stage").asText().equals("ResponseComplete")
                    && event.path("responseStatus").path("code").asInt() / 100 == 2
                    && !event.path("verb").asText().matches("get|list|watch|delete")
                    && event.path("objectRef")
                            .path("resource")
                            .asText()
                            .equals("validatingwebhookconfigurations")) {
                String policy = policies(event.path("responseObject")).getOrDefault(entry, "");
                if (!policy.isEmpty()
                        && (policies.isEmpty() || !policies.getLast().equals(policy))) {
                    policies.add(policy);
                }
            }
        }
        return policies;
    }
}

package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** The rights of the rendered roles beside the calls in the API server's audit log: none is missing, none is left over. */
@ExtendWith(EndToEnd.class)
final class T11Rights {
    private static final String ACCOUNT = "system:serviceaccount:meshwarden-system:meshwarden";
    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";

    @Test
    void theRolesAllowWhatIsCalledAndNothingElse(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        Path profile = cluster.folder().resolve("repairing.yaml");
        Files.writeString(
                profile,
                """
                apiVersion: policy.meshwarden.io/v1
                kind: Profile
                metadata: {name: repairing}
                spec: {extends: baseline, mutations: [MW-MTLS-001]}
                """);
        // a CA that is replaced while we look
        var settings =
                Installed.Settings.MANAGED.withTls(
                        "{mode: managed, ca: {lifetime: 90s, publishStage: 5s}, leaf: {lifetime: 25s}}");
        MeshwardenProcess meshwarden =
                installed.replica(
                        settings,
                        cluster.clusterIp(),
                        Ports.SERVICE,
                        "--profile",
                        profile.toString());
        installed.awaitEnforced();
        cluster.admin().delete(Installed.VALIDATING).orFail();
        cluster.admin().delete(Installed.MUTATING).orFail();
        installed.awaitEnforced();
        drift(cluster, Installed.VALIDATING);
        drift(cluster, Installed.MUTATING);
        Eventually.holds(
                "the next CA is made",
                Duration.ofSeconds(90),
                () ->
                        cluster.admin()
                                        .get(
                                                "/api/v1/namespaces/meshwarden-system/secrets/meshwarden-ca")
                                        .body()
                                        .path("data")
                                        .size()
                                > 2);
        cluster.admin()
                .delete("/apis/apps/v1/namespaces/meshwarden-system/statefulsets/meshwarden")
                .orFail();
        meshwarden.stop();

        Set<String> called = new TreeSet<>();
        Set<String> forbidden = new TreeSet<>();
        for (JsonNode event : AuditFiles.events(cluster.server().auditLog())) {
            if (event.path("user").path("username").asText().equals(ACCOUNT)) {
                JsonNode object = event.path("objectRef");
                String call =
                        right(
                                object.path("apiGroup").asText(""),
                                object.path("resource").asText(),
                                event.path("verb").asText());
                called.add(call);
                if (event.path("responseStatus").path("code").asInt() == 403
                        && !event.path("responseStatus")
                                .path("message")
                                .asText()
                                .contains("denied the request")) {
                    forbidden.add(call);
                }
            }
        }
        Set<String> granted = new TreeSet<>();
        grants(cluster, RBAC + "/clusterroles/meshwarden", granted);
        grants(cluster, RBAC + "/namespaces/meshwarden-system/roles/meshwarden", granted);
        assertThat(forbidden).isEmpty();
        assertThat(granted).as("every right is used").isSubsetOf(called);
        assertThat(called).as("every call has its right").isSubsetOf(granted);
        System.out.println("e2e: rights granted and used: " + granted.size());
    }

    private static void drift(Cluster cluster, String configuration) throws Exception {
        cluster.admin()
                .jsonPatch(
                        configuration,
                        "[{\"op\":\"replace\",\"path\":\"/webhooks/0/timeoutSeconds\",\"value\":9}]")
                .orFail();
        Eventually.holds(
                "the drift is repaired",
                Duration.ofSeconds(15),
                () ->
                        cluster.admin()
                                        .get(configuration)
                                        .body()
                                        .path("webhooks")
                                        .path(0)
                                        .path("timeoutSeconds")
                                        .asInt()
                                != 9);
    }

    private static void grants(Cluster cluster, String role, Set<String> into) throws Exception {
        for (JsonNode rule : cluster.admin().get(role).orFail().body().path("rules")) {
            for (JsonNode group : rule.path("apiGroups")) {
                for (JsonNode resource : rule.path("resources")) {
                    for (JsonNode verb : rule.path("verbs")) {
                        into.add(right(group.asText(), resource.asText(), verb.asText()));
                    }
                }
            }
        }
    }

    private static String right(String group, String resource, String verb) {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    }
}

package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A policy on a kind that nothing looked at before brings an entry of its own, from Ignore to Fail; it guards its own off switch. */
@ExtendWith(EndToEnd.class)
final class T19NamespaceGuard {
    private static final String NAMESPACE = "/api/v1/namespaces/default";

    @Test
    void theExemptLabelIsGuardedAndOtherLabelsAreNotSent(Cluster cluster) throws Exception {
        Path policies = Files.createDirectories(cluster.folder().resolve("policies"));
        try (var meshwarden =
                Managed.serve(cluster, "managed", "--policies", policies.toString())) {
            Managed.awaitPolicies(
                    cluster,
                    Map.of(
                            "security", "Fail",
                            "traffic", "Fail",
                            "mesh-config", "Fail",
                            "canary", "Ignore"),
                    Duration.ofSeconds(40));

            Files.writeString(policies.resolve("guard.rego"), GUARD);
            long begun = System.nanoTime();
            Managed.awaitPolicies(
                    cluster,
                    Map.of(
                            "security", "Fail",
                            "traffic", "Fail",
                            "mesh-config", "Fail",
                            "namespace-guard", "Fail",
                            "canary", "Ignore"),
                    Duration.ofSeconds(20));
            System.out.printf(
                    "e2e T19: the new entry is at Fail %.1f s after its policy was written%n",
                    (System.nanoTime() - begun) / 1e9);

            assertThat(label(cluster, "meshwarden.io/exempt").message())
                    .contains("namespace-guard.meshwarden.io")
                    .contains("stays guarded");
            assertThat(label(cluster, "team").code()).isEqualTo(200);
            assertThat(meshwarden.decisions("validate", "default", "default"))
                    .as("only the guarded label was sent")
                    .hasSize(1);
        }
    }

    private static Api.Answer label(Cluster cluster, String key) throws Exception {
        return cluster.alice()
                .mergePatch(
                        NAMESPACE, "{\"metadata\":{\"labels\":{\"%s\":\"yes\"}}}".formatted(key));
    }

    /** A policy of a kind that the built-in pack does not look at. */
    private static final String GUARD =
            """
            # METADATA
            # title: Exemption is for administrators
            # description: A namespace that exempts itself.
            # custom:
            #   id: SITE-001
            #   severity: high
            #   fix: Ask an administrator.
            #   match:
            #     kinds: [{apiGroups: [""], kinds: [Namespace]}]
            #     operations: [CREATE, UPDATE]
            package site.guard

            deny contains {"msg": "the namespace stays guarded", "path": "/metadata/labels"} if {
            	input.request.object.metadata.labels["meshwarden.io/exempt"]
            }
            """;
}

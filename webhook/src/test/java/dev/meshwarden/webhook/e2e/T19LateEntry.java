package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A policy on a kind that nothing looked at before brings an entry of its own, from Ignore to Fail. */
@ExtendWith(EndToEnd.class)
final class T19LateEntry {
    private static final String NAMESPACE = "/api/v1/namespaces/default";

    @Test
    void aPolicyBringsTheEntryOfItsKind(Cluster cluster) throws Exception {
        Path policies = Files.createDirectories(cluster.folder().resolve("policies"));
        Path profile = cluster.folder().resolve("unguarded.yaml");
        Files.writeString(profile, UNGUARDED);
        var installed = Installed.into(cluster);
        try (var meshwarden =
                installed.start(
                        Installed.Settings.MANAGED,
                        "--policies",
                        policies.toString(),
                        "--profile",
                        profile.toString())) {
            installed.awaitPolicies(
                    Map.of(
                            "security", "Fail",
                            "traffic", "Fail",
                            "mesh-config", "Fail",
                            "canary", "Ignore"));

            Files.writeString(policies.resolve("guard.rego"), GUARD);
            long begun = System.nanoTime();
            installed.awaitPolicies(
                    Map.of(
                            "security", "Fail",
                            "traffic", "Fail",
                            "mesh-config", "Fail",
                            "namespace-guard", "Fail",
                            "canary", "Ignore"));
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

    /** Without the built-in rules about Namespaces. */
    private static final String UNGUARDED =
            """
            apiVersion: policy.meshwarden.io/v1
            kind: Profile
            metadata: {name: unguarded}
            spec: {extends: baseline, rules: {MW-NS-002: {action: off}, MW-GOV-009: {action: off}}}
            """;

    /** A policy of a kind that nothing else looks at. */
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

package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;

/** F55: what anybody does to the configurations is taken back in under ten seconds, or reported where they are somebody else's. */
@ExtendWith(EndToEnd.class)
final class T07Repair {
    @Test
    void managedConfigurationsAreRepaired(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        try (var meshwarden = installed.start(Installed.Settings.MANAGED)) {
            installed.awaitPolicies(Installed.CLOSED);
            JsonNode good = spec(cluster, Installed.VALIDATING);

            repaired(
                    cluster,
                    good,
                    "deleted",
                    () -> cluster.admin().delete(Installed.VALIDATING).orFail());
            repaired(
                    cluster,
                    good,
                    "caBundle blanked",
                    () -> patch(cluster, "remove", "/webhooks/0/clientConfig/caBundle", ""));
            repaired(
                    cluster,
                    good,
                    "rules narrowed",
                    () ->
                            patch(
                                    cluster,
                                    "replace",
                                    "/webhooks/0/rules/0/operations",
                                    "[\"DELETE\"]"));
            for (String policy : List.of("Ignore", "Ignore")) {
                repaired(
                        cluster,
                        good,
                        "set to " + policy,
                        () ->
                                patch(
                                        cluster,
                                        "replace",
                                        "/webhooks/0/failurePolicy",
                                        "\"" + policy + "\""));
            }
            JsonNode noMutation = spec(cluster, Installed.MUTATING);
            cluster.admin().delete(Installed.MUTATING).orFail();
            Eventually.holds(
                    "the mutating configuration is back",
                    () -> spec(cluster, Installed.MUTATING).equals(noMutation));

            Eventually.holds(
                    "every repair is recorded",
                    () ->
                            Installed.records(meshwarden).stream()
                                            .filter(r ->
                                                    !r.path("by").asText().equals("meshwarden"))
                                            .count()
                                    >= 6);
            assertThat(Installed.records(meshwarden))
                    .extracting(r -> r.path("by").asText())
                    .contains("unknown", "e2e-tamper");
            assertThat(Installed.records(meshwarden))
                    .anySatisfy(r -> {
                        assertThat(r.path("by").asText()).isEqualTo("e2e-tamper");
                        assertThat(r.path("from").asText()).contains("failurePolicy \"Ignore\"");
                        assertThat(r.path("to").asText()).contains("failurePolicy \"Fail\"");
                    });
            assertThat(meshwarden.metric("meshwarden_registration_contested", "")).isEqualTo(1);
            assertThat(meshwarden.process().log()).contains("e2e-tamper keeps changing");
            meshwarden.process().kill();
        }
        cluster.admin().delete(Installed.VALIDATING).orFail();
        cluster.admin().delete(Installed.MUTATING).orFail();
        externalConfigurationsOnlyHaveTheirBundleKept(cluster, installed);
    }

    private static void externalConfigurationsOnlyHaveTheirBundleKept(
            Cluster cluster, Installed installed) throws Exception {
        try (var meshwarden = installed.start(Installed.Settings.MANAGED)) {
            installed.awaitPolicies(Installed.CLOSED);
            meshwarden.process().kill();
        }
        JsonNode good = spec(cluster, Installed.VALIDATING);
        JsonNode kept = cluster.admin().get(Installed.VALIDATING).body();
        ((ObjectNode) kept.path("metadata")).retain("name", "labels");
        for (JsonNode entry : kept.path("webhooks")) {
            ((ObjectNode) entry.path("clientConfig")).remove("caBundle");
        }
        ((ObjectNode) kept.path("webhooks").get(0)).put("failurePolicy", "Ignore");
        ((ObjectNode) kept.path("webhooks").get(1)).put("timeoutSeconds", 7);
        installed = Installed.into(cluster, "--external"); // with configurations of its own
        ((ObjectNode) kept.path("metadata"))
                .set(
                        "resourceVersion",
                        installed.validating().path("metadata").path("resourceVersion"));
        cluster.admin().put(Installed.VALIDATING, kept.toString()).orFail();

        try (var meshwarden = installed.start(Installed.Settings.EXTERNAL)) {
            long begun = System.nanoTime();
            String bundle = good.path(0).path("clientConfig").path("caBundle").asText();
            Eventually.holds(
                    "every entry carries the bundle again",
                    Duration.ofSeconds(30), // the Lease of the killed one has to run out
                    () -> {
                        for (JsonNode entry : spec(cluster, Installed.VALIDATING)) {
                            if (!entry.path("clientConfig")
                                    .path("caBundle")
                                    .asText()
                                    .equals(bundle)) {
                                return false;
                            }
                        }
                        return true;
                    });
            System.out.printf(
                    "e2e T07: external, caBundle written %.1f s after the start%n",
                    (System.nanoTime() - begun) / 1e9);
            JsonNode now = cluster.admin().get(Installed.VALIDATING).body().path("webhooks");
            assertThat(now.get(0).path("failurePolicy").asText()).isEqualTo("Ignore");
            assertThat(now.get(1).path("timeoutSeconds").asInt()).isEqualTo(7);
            Eventually.holds(
                    "the other drift is recorded, once",
                    () ->
                            Installed.records(meshwarden).stream()
                                            .filter(r ->
                                                    r.path("from")
                                                            .asText()
                                                            .contains("timeoutSeconds 7"))
                                            .count()
                                    == 1);
            assertThat(
                            meshwarden.metric(
                                    "meshwarden_registration_drift", "field=\"timeoutSeconds\""))
                    .isEqualTo(1);
            assertThat(
                            meshwarden.metric(
                                    "meshwarden_registration_drift", "field=\"failurePolicy\""))
                    .isZero();
        }
    }

    private interface Tampering {
        void run() throws Exception;
    }

    private static void repaired(Cluster cluster, JsonNode good, String what, Tampering tampering)
            throws Exception {
        tampering.run();
        long begun = System.nanoTime();
        Eventually.value(
                "repaired after it was " + what,
                Duration.ofSeconds(10),
                () -> {
                    JsonNode now = spec(cluster, Installed.VALIDATING);
                    return now.equals(good)
                            ? new Eventually.Look.Found<>(true)
                            : new Eventually.Look.NotYet<>(now.toString());
                });
        System.out.printf(
                "e2e T07: %s, repaired after %.2f s%n", what, (System.nanoTime() - begun) / 1e9);
    }

    private static JsonNode spec(Cluster cluster, String path) throws Exception {
        return cluster.admin().get(path).body().path("webhooks");
    }

    private static void patch(Cluster cluster, String op, String path, String value)
            throws Exception {
        String with = value.isEmpty() ? "" : ",\"value\":" + value;
        cluster.admin()
                .jsonPatch(
                        Installed.VALIDATING + "?fieldManager=e2e-tamper",
                        "[{\"op\":\"%s\",\"path\":\"%s\"%s}]".formatted(op, path, with))
                .orFail();
    }
}

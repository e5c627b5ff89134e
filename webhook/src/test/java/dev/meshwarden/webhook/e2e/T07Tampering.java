package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;

/** Whatever is done to the configurations is undone in less than ten seconds, and on record. */
@ExtendWith(EndToEnd.class)
final class T07Tampering {
    private static final Duration REPAIR = Duration.ofSeconds(10);

    private static MeshwardenProcess meshwarden;
    private static Installed installed;
    private static JsonNode whole;

    @BeforeAll
    static void install(Cluster cluster) throws Exception {
        installed = Installed.into(cluster);
        meshwarden = installed.serve();
        whole = installed.validating().path("webhooks");
    }

    @AfterEach
    void theWebhookRefusesAgain(Cluster cluster) throws Exception {
        installed.awaitEnforced();
        assertThat(installed.validating().path("webhooks")).isEqualTo(whole);
    }

    private static void repaired(String what) throws Exception {
        long begun = System.nanoTime();
        Eventually.value(
                what + " is repaired",
                REPAIR,
                () -> {
                    JsonNode now = installed.validating().path("webhooks");
                    return now.size() == whole.size()
                                    && withoutPolicies(now).equals(withoutPolicies(whole))
                            ? new Eventually.Look.Found<>(true)
                            : new Eventually.Look.NotYet<>(now.toString());
                });
        System.out.printf(
                "e2e: %s repaired in %d ms%n", what, (System.nanoTime() - begun) / 1_000_000);
    }

    /** A configuration made anew begins at Ignore. */
    private static JsonNode withoutPolicies(JsonNode hooks) {
        JsonNode copy = hooks.deepCopy();
        copy.forEach(hook -> ((ObjectNode) hook).remove("failurePolicy"));
        return copy;
    }

    @Test
    void aDeletedConfigurationIsMadeAnew(Cluster cluster) throws Exception {
        cluster.admin().delete(Installed.VALIDATING).orFail();
        repaired("deleted configuration");
    }

    @Test
    void aBlankCaBundleIsFilledIn(Cluster cluster) throws Exception {
        cluster.admin()
                .jsonPatch(
                        Installed.VALIDATING,
                        """
                        [{"op":"remove","path":"/webhooks/0/clientConfig/caBundle"}]\
                        """)
                .orFail();
        repaired("blank caBundle");
    }

    @Test
    void narrowedRulesAreWidened(Cluster cluster) throws Exception {
        cluster.admin()
                .jsonPatch(
                        Installed.VALIDATING,
                        """
                        [{"op":"replace","path":"/webhooks/0/rules/0/operations","value":["CONNECT"]}]\
                        """)
                .orFail();
        repaired("narrowed rules");
    }

    @Test
    void anOpenedEntryIsClosed(Cluster cluster) throws Exception {
        int at = indexOf("security.meshwarden.io");
        cluster.admin()
                .jsonPatch(
                        Installed.VALIDATING,
                        """
                        [{"op":"replace","path":"/webhooks/%d/failurePolicy","value":"Ignore"}]\
                        """
                                .formatted(at))
                .orFail();
        long begun = System.nanoTime();
        Eventually.holds(
                "the entry is at Fail",
                REPAIR,
                () ->
                        installed
                                .validating()
                                .path("webhooks")
                                .path(at)
                                .path("failurePolicy")
                                .asText()
                                .equals("Fail"));
        System.out.printf(
                "e2e: opened entry closed in %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        assertThat(meshwarden.records())
                .as("who did it is on record")
                .anySatisfy(r -> assertThat(r.toString()).contains("failurePolicy"));
    }

    private static int indexOf(String entry) {
        for (int i = 0; i < whole.size(); i++) {
            if (whole.path(i).path("name").asText().equals(entry)) {
                return i;
            }
        }
        throw new AssertionError("no entry " + entry);
    }
}

package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy that takes longer than any call may: our answer is the first, whatever time the entry gives. A webhook that does not answer: Fail refuses after the entry's timeout, Ignore admits, and it heals when the process goes on.
 */
@ExtendWith(EndToEnd.class)
final class T20Slowness {

    @Test
    void aFrozenWebhookIsRefusedOrIgnoredAsItsEntrySays(Cluster cluster) throws Exception {
        MeshwardenProcess meshwarden = Registered.byHand(cluster);
        Registered.awaitRefusing(cluster);
        HandMade.remove(cluster.admin());
        HandMade.validating(
                cluster.admin(),
                cluster.way(),
                meshwarden.caBundle(),
                List.of(
                        new HandMade.Entry(HandMade.Scope.SECURITY, "Fail", 2),
                        new HandMade.Entry(HandMade.Scope.TRAFFIC, "Ignore", 1)));
        Registered.awaitRefusing(cluster);
        String namespace = cluster.freshNamespace("t20");
        String sidecar =
                """
                {"apiVersion":"networking.istio.io/v1","kind":"Sidecar","metadata":{"name":"admitted"},"spec":{"egress":[{"hosts":["./*"]}]}}\
                """;
        String sidecars = "/apis/networking.istio.io/v1/namespaces/" + namespace + "/sidecars";

        meshwarden.process().freeze();
        try {
            long begun = System.nanoTime();
            var refused =
                    cluster.alice()
                            .post(
                                    Istio.peerAuthentications(namespace),
                                    Istio.peerAuthentication("p", "STRICT"));
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(refused.code()).isEqualTo(500);
            assertThat(refused.message()).contains("failed calling webhook");
            assertThat(took).isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(10));
            var admitted = cluster.alice().post(sidecars, sidecar);
            assertThat(admitted.code()).as(admitted.message()).isEqualTo(201);
        } finally {
            meshwarden.process().resume();
        }
        Eventually.holds(
                "it decides again",
                () ->
                        cluster.alice()
                                .post(
                                        Istio.peerAuthentications(namespace),
                                        Istio.peerAuthentication("p", "STRICT"))
                                .isOk());
        HandMade.remove(cluster.admin());
        meshwarden.stop();
    }

    /** What an entry's time comes to for us. */
    private static final List<Duration> BUDGETS =
            List.of(
                    Duration.ofMillis(700),
                    Duration.ofMillis(1_000),
                    Duration.ofMillis(2_000),
                    Duration.ofMillis(2_500),
                    Duration.ofMillis(2_500));

    /** Of seven tenths for all rules, half for one. */
    private static final double SHARE_OF_A_RULE = 0.35;

    @Test
    void ourAnswerIsTheFirstWhateverTimeTheEntryGives(Cluster cluster) throws Exception {
        Path policies = Files.createDirectories(cluster.folder().resolve("policies"));
        for (int n = 1; n <= BUDGETS.size(); n++) {
            Files.writeString(policies.resolve("slow" + n + ".rego"), SLOW.replace("%d", "" + n));
        }
        MeshwardenProcess meshwarden =
                cluster.serve(
                        "--config",
                        Registered.namedForTheService(cluster).toString(),
                        "--policies",
                        policies.toString());
        meshwarden.awaitReady();
        cluster.admin().post(HandMade.VALIDATING, timed(cluster, meshwarden)).orFail();
        String namespace = cluster.freshNamespace("t20");
        String path = Istio.peerAuthentications(namespace);
        for (int n = 1; n <= BUDGETS.size(); n++) {
            HandMade.awaitInForce(
                    cluster.alice(), path, Istio.peerAuthentication("p" + n, "PERMISSIVE"));
        }
        for (int n = 1; n <= BUDGETS.size(); n++) {
            var answer = cluster.alice().post(path, slow("p" + n));

            JsonNode record = meshwarden.decision(namespace, "p" + n);
            Duration took = Duration.ofNanos(record.path("lat").path("total_ns").asLong());
            System.out.printf(
                    "e2e: timeoutSeconds %d: our answer after %d ms%n", n, took.toMillis());
            assertThat(answer.code()).isEqualTo(500);
            assertThat(answer.message())
                    .contains("denied the request")
                    .contains("SLOW-" + n)
                    .contains("[decision " + record.path("id").asText() + "]");
            Duration budget = BUDGETS.get(n - 1);
            assertThat(took.toMillis() / (double) budget.toMillis())
                    .as("by the time that the entry gives")
                    .isBetween(SHARE_OF_A_RULE * 0.9, 1.0);
        }
        cluster.admin().delete(HandMade.VALIDATING + "/e2e-timed").orFail();
        meshwarden.stop();
    }

    /** An entry for each time, of one name each. */
    private static String timed(Cluster cluster, MeshwardenProcess meshwarden) {
        List<String> hooks = new ArrayList<>();
        for (int n = 1; n <= BUDGETS.size(); n++) {
            hooks.add(
                    """
                    {"name":"after%1$d.e2e.meshwarden.io","admissionReviewVersions":["v1"],"sideEffects":"NoneOnDryRun",
                     "failurePolicy":"Fail","timeoutSeconds":%1$d,"clientConfig":{"caBundle":"%2$s",%3$s},
                     "matchConditions":[{"name":"mine","expression":"request.name == 'p%1$d'"}],
                     "rules":[{"apiGroups":["security.istio.io"],"apiVersions":["*"],"resources":["*"],
                               "operations":["CREATE","UPDATE"]}]}\
                    """
                            .formatted(
                                    n,
                                    meshwarden.caBundle(),
                                    cluster.way().target("/validate/security")));
        }
        return """
        {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration",
         "metadata":{"name":"e2e-timed"},"webhooks":[%s]}\
        """
                .formatted(String.join(",", hooks));
    }

    private static String slow(String name) {
        return """
        {"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication","metadata":{"name":"%s","labels":{"slow":"yes"}},
         "spec":{"selector":{"matchLabels":{"app":"slow"}},"mtls":{"mode":"STRICT"}}}\
        """
                .formatted(name);
    }

    /** One for each name, so that none is left alone for what it cost before. */
    private static final String SLOW =
            """
            # METADATA
            # title: Slow
            # custom:
            #   id: SLOW-%d
            #   severity: low
            #   fix: Wait.
            #   match: {kinds: [{apiGroups: [security.istio.io], kinds: [PeerAuthentication]}]}
            package acme.slow%d

            deny contains {"msg": "found", "path": "/metadata/name"} if {
            	input.request.object.metadata.labels.slow
            	input.request.object.metadata.name == "p%d"
            	turns := numbers.range(1, 2000)
            	times := ["2026-01-01T00:00:00.123Z", "2026-02-01T00:00:00.5Z", "2026-03-01T00:00:00Z"]
            	some a in turns
            	some b in turns
            	time.parse_rfc3339_ns(times[(a + b) % 3]) == 0
            }
            """;
}

package dev.meshwarden.webhook.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.webhook.config.ClusterConfig;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.ListenConfig;
import dev.meshwarden.webhook.config.RegistrationConfig;
import dev.meshwarden.webhook.config.TlsConfig;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What people are told to look at and to be alerted by is there, from the first scrape on. */
class AlertsTest {
    private static final Pattern NAME = Pattern.compile("\\bmeshwarden_[a-z_]+");
    private static final String REVIEW =
            """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"1","operation":"CREATE",
             "kind":{"group":"networking.istio.io","version":"v1","kind":"Sidecar"},
             "resource":{"group":"networking.istio.io","version":"v1","resource":"sidecars"},
             "namespace":"a","name":"s","userInfo":{"username":"alice"},
             "object":{"apiVersion":"networking.istio.io/v1","kind":"Sidecar","metadata":{"name":"s","namespace":"a"},
              "spec":{"egress":[{"hosts":["./*"]}]}}}}\
            """;
    private static String scraped = "";

    /** A replica of a cluster that does not answer. */
    @BeforeAll
    static void scrape(@TempDir Path folder) throws Exception {
        Path kubeconfig =
                Files.writeString(
                        folder.resolve("nowhere.kubeconfig"),
                        """
                        apiVersion: v1
                        kind: Config
                        clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                        users: [{name: u, user: {token: t}}]
                        contexts: [{name: x, context: {cluster: c, user: u}}]
                        current-context: x
                        """);
        Config config =
                Config.STANDARD
                        .withListen(new ListenConfig("127.0.0.1", 0, 0))
                        .withData(folder.resolve("data"))
                        .withCluster(
                                ClusterConfig.STANDARD
                                        .withReplica("one")
                                        .withAccess(
                                                new ClusterConfig.Access.Kubeconfig(kubeconfig)))
                        .withTls(TlsConfig.STANDARD.withMode(TlsConfig.Mode.FILE))
                        .withRegistration(
                                RegistrationConfig.STANDARD.withMode(
                                        RegistrationConfig.Mode.MANAGED));
        try (Assembly assembly = Assembly.start(config, InstantSource.system());
                HttpClient client =
                        HttpClient.newBuilder().sslContext(Trust.of(assembly.caBundle())).build()) {
            HttpResponse<String> reviewed =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "https://localhost:"
                                                            + assembly.port()
                                                            + "/validate/traffic"))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(REVIEW))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(reviewed.statusCode()).isEqualTo(200);
            scraped =
                    client.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://127.0.0.1:"
                                                                    + assembly.adminPort()
                                                                    + "/metrics"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
        }
    }

    @AfterAll
    static void forget() {
        scraped = "";
    }

    @Test
    void everyMetricOfCertificatesAndRegistrationIsShown() {
        assertThat(scraped)
                .containsPattern("(?m)^meshwarden_tls_leaf_not_after_seconds \\d")
                .containsPattern(
                        "(?m)^meshwarden_tls_ca_not_after_seconds\\{gen=\"[0-9a-f]{16}\",phase=\"active\"}"
                            + " \\d")
                .containsPattern("(?m)^meshwarden_tls_bundle_mismatch \\d")
                .containsPattern(
                        "(?m)^meshwarden_tls_handshake_failures_total\\{reason=\"expired\"} 0")
                .containsPattern("(?m)^meshwarden_canary_success NaN")
                .containsPattern(
                        "(?m)^meshwarden_registration_state\\{entry=\"security\",policy=\"Fail\"}"
                                + " \\d")
                .containsPattern("(?m)^meshwarden_registration_drift\\{field=\"caBundle\"} 0")
                .containsPattern("(?m)^meshwarden_registration_unmatched 0");
    }

    @Test
    void everyMetricOfAnAlertIsShown() throws Exception {
        String rules =
                Files.readString(
                        FixtureTree.root().resolve("manifests/monitoring/prometheus.yaml"));
        Set<String> asked =
                NAME.matcher(rules)
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> shown =
                scraped.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("[{ ]")[0])
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(asked).hasSizeGreaterThan(12);
        assertThat(shown).containsAll(asked);
    }
}

package dev.meshwarden.webhook.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.certs.pki.CaProfile;
import dev.meshwarden.certs.pki.KeyKind;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.pki.LeafProfile;
import dev.meshwarden.certs.pki.Pem;
import dev.meshwarden.certs.pki.ServerNames;
import dev.meshwarden.webhook.config.ClientAuthConfig;
import dev.meshwarden.webhook.config.ClusterConfig;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.ListenConfig;
import dev.meshwarden.webhook.config.TlsConfig;
import dev.meshwarden.webhook.http.CallerPki;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import javax.net.ssl.SSLContext;

/** Both ports as a pod has them: reachable by others, the certificate from the cluster. */
class ClusterPortsTest {
    private static final CallerPki PKI = new CallerPki();

    @TempDir Path folder;

    private Config inTheOpen() {
        return Config.STANDARD
                .withListen(new ListenConfig("0.0.0.0", 0, 0))
                .withData(folder.resolve("data"));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file;
    }

    private static HttpResponse<String> admin(
            Assembly assembly, SSLContext trust, String path, String... headers) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(trust).build()) {
            var request =
                    HttpRequest.newBuilder(
                            URI.create("https://localhost:" + assembly.adminPort() + path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void probesAreOpenAndTheRestNeedsTheTokenOrACertificate() throws Exception {
        Path ca = write("callers.pem", PKI.caPem());
        Config config =
                inTheOpen()
                        .withClientAuth(
                                ClientAuthConfig.certificate(
                                        ClientAuthConfig.Mode.REQUIRE,
                                        ca.toString(),
                                        List.of("prometheus")));
        try (Assembly assembly = Assembly.start(config, InstantSource.system())) {
            SSLContext stranger = Trust.of(assembly.caBundle());
            assertThat(admin(assembly, stranger, "/healthz").statusCode()).isEqualTo(200);
            assertThat(admin(assembly, stranger, "/readyz").statusCode()).isEqualTo(200);
            assertThat(admin(assembly, stranger, "/readyz?verbose").body())
                    .contains("[+]self-review ok")
                    .contains("[i]callers by certificate\n");
            assertThat(admin(assembly, stranger, "/metrics").statusCode()).isEqualTo(401);
            assertThat(admin(assembly, stranger, "/version").statusCode()).isEqualTo(401);

            String token = Files.readString(folder.resolve("data/keys/admin.token")).strip();
            assertThat(
                            admin(
                                            assembly,
                                            stranger,
                                            "/metrics",
                                            "Authorization",
                                            "Bearer " + token)
                                    .statusCode())
                    .isEqualTo(200);
            SSLContext scraper = CallerPki.showing(PKI.client("prometheus"), assembly.caBundle());
            assertThat(admin(assembly, scraper, "/metrics").body())
                    .contains("meshwarden_tls_ca_not_after_seconds{gen=")
                    .contains("phase=\"active\"}");
            SSLContext other = CallerPki.showing(PKI.client("somebody"), assembly.caBundle());
            assertThat(admin(assembly, other, "/metrics").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void F19_theFilesOfCallersAreReadAgainAndABrokenOneChangesNothing() throws Exception {
        Path ca = write("callers.pem", PKI.caPem());
        Config config =
                inTheOpen()
                        .withClientAuth(
                                ClientAuthConfig.certificate(
                                        ClientAuthConfig.Mode.REQUIRE,
                                        ca.toString(),
                                        List.of("prometheus")));
        try (Assembly assembly = Assembly.start(config, InstantSource.system())) {
            SSLContext scraper = CallerPki.showing(PKI.client("prometheus"), assembly.caBundle());
            Files.writeString(ca, "garbage");
            Serving.await("noticed", () -> verbose(assembly).contains("clientAuth.caFile"));
            assertThat(admin(assembly, scraper, "/metrics").body())
                    .contains("meshwarden_tls_reload_errors_total{what=\"callers\"} 1.0");

            CallerPki next = new CallerPki();
            Files.writeString(ca, next.caPem());
            Serving.await("the new CA counts", () -> !verbose(assembly).contains("caFile"));
            assertThatThrownBy(() -> admin(assembly, scraper, "/metrics"))
                    .as("it comes from a CA that is no longer trusted")
                    .isInstanceOf(IOException.class);
            Files.writeString(ca, PKI.caPem() + next.caPem());
            SSLContext after = CallerPki.showing(next.client("prometheus"), assembly.caBundle());
            assertThat(admin(assembly, after, "/metrics").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFileOfCallersThatIsMissingAtTheStartIsSaid() {
        Config config =
                inTheOpen()
                        .withClientAuth(ClientAuthConfig.bearer(folder.resolve("no").toString()));
        assertThatThrownBy(() -> Assembly.start(config, InstantSource.system()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("clientAuth.tokenFile");
    }

    private static String verbose(Assembly assembly) {
        try {
            return admin(assembly, Trust.of(assembly.caBundle()), "/readyz?verbose").body();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void F42_aReplicaThatStartsWhileTheApiServerIsDownLivesAndIsNotReady() throws Exception {
        Path kubeconfig =
                write(
                        "kubeconfig",
                        """
                        apiVersion: v1
                        kind: Config
                        current-context: c
                        clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                        users: [{name: u, user: {token: t}}]
                        contexts: [{name: c, context: {cluster: c, user: u}}]
                        """);
        Config config =
                Config.STANDARD
                        .withListen(new ListenConfig("127.0.0.1", 0, 0))
                        .withData(folder.resolve("data"))
                        .withTls(TlsConfig.STANDARD.withMode(TlsConfig.Mode.MANAGED))
                        .withCluster(
                                ClusterConfig.STANDARD
                                        .withAccess(new ClusterConfig.Access.Kubeconfig(kubeconfig))
                                        .withReplica("r-0"));
        try (Assembly assembly = Assembly.start(config, InstantSource.system());
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(assembly.caBundle()).isEmpty();
            assertThat(get(client, assembly, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(client, assembly, "/readyz").statusCode()).isEqualTo(503);
            assertThat(get(client, assembly, "/readyz?verbose").body())
                    .contains("[-]certificate failed: none yet")
                    .contains("meshwarden-ca cannot be read")
                    .contains("[-]self-review failed");
        }
    }

    private static HttpResponse<String> get(HttpClient client, Assembly assembly, String path)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + assembly.adminPort() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void F21_aMountedPairIsServedAndItsSuccessorWithoutARestart() throws Exception {
        Path mounted = Files.createDirectory(folder.resolve("mounted"));
        var ca = new CaProfile(KeyKind.P384, Duration.ofDays(30)).create(Instant.now());
        var profile = new LeafProfile(ServerNames.LOOPBACK, Duration.ofDays(3));
        Config config =
                Config.STANDARD
                        .withListen(new ListenConfig("127.0.0.1", 0, 0))
                        .withData(folder.resolve("data"))
                        .withTls(
                                TlsConfig.STANDARD
                                        .withMode(TlsConfig.Mode.DIR)
                                        .withFolder(mounted));
        put(mounted, profile.issue(ca, Instant.now()), Pem.of(ca.certificate()));
        try (Assembly assembly = Assembly.start(config, InstantSource.system());
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(assembly.caBundle()).isEqualTo(Pem.of(ca.certificate()));
            assertThat(get(client, assembly, "/readyz").statusCode()).isEqualTo(200);
            var next = profile.issue(ca, Instant.now());
            put(mounted, next, Pem.of(ca.certificate()));
            Serving.await(
                    "the next one is served",
                    () ->
                            TlsPeek.serial(assembly.port(), assembly.caBundle())
                                    .equals(next.serialHex()));
        }
    }

    @Test
    void F20_aMountedCertificateOfAnotherNameIsNotReadyAndSaysWhy() throws Exception {
        Path mounted = Files.createDirectory(folder.resolve("mounted"));
        var ca = new CaProfile(KeyKind.P256, Duration.ofDays(30)).create(Instant.now());
        var profile =
                new LeafProfile(
                        ServerNames.ofService("renamed", "meshwarden-system", "cluster.local"),
                        Duration.ofDays(3));
        put(mounted, profile.issue(ca, Instant.now()), Pem.of(ca.certificate()));
        Config config =
                Config.STANDARD
                        .withListen(new ListenConfig("127.0.0.1", 0, 0))
                        .withData(folder.resolve("data"))
                        .withTls(
                                new TlsConfig(
                                        TlsConfig.Mode.DIR,
                                        TlsConfig.STANDARD.minVersion(),
                                        List.of("meshwarden.meshwarden-system.svc"),
                                        List.of(),
                                        true,
                                        mounted,
                                        TlsConfig.STANDARD.ca(),
                                        TlsConfig.STANDARD.leaf()));
        try (Assembly assembly = Assembly.start(config, InstantSource.system());
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(get(client, assembly, "/readyz").statusCode()).isEqualTo(503);
            assertThat(get(client, assembly, "/readyz?verbose").body())
                    .contains("[-]certificate failed")
                    .contains("san_mismatch");
        }
    }

    private static void put(Path folder, KeyedChain chain, String roots) throws IOException {
        Files.writeString(folder.resolve("ca.crt"), roots);
        Files.writeString(folder.resolve("tls.crt"), Pem.of(chain.chain()));
        Files.writeString(folder.resolve("tls.key"), Pem.of(chain.key()));
    }
}

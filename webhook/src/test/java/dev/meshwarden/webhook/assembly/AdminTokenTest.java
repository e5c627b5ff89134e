package dev.meshwarden.webhook.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.config.AuditConfig.OnIntegrity;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.ListenConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.stream.Stream;

/** The admin port where others can reach it, and the audit log's key on another mount. */
class AdminTokenTest {
    @TempDir Path folder;

    private Config config(String address) {
        return Config.STANDARD
                .withListen(new ListenConfig(address, 0, 0))
                .withData(folder.resolve("data"));
    }

    @Test
    void offLoopbackAllButTheProbesNeedTheTokenAndSpeakTls() throws Exception {
        try (Assembly assembly = Assembly.start(config("0.0.0.0"), InstantSource.system());
                HttpClient client =
                        HttpClient.newBuilder().sslContext(Trust.of(assembly.caBundle())).build()) {
            Path file = folder.resolve("data/keys/admin.token");
            String token = Files.readString(file).strip();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(token).hasSizeGreaterThan(40);
            for (String probe : new String[] {"/healthz", "/readyz"}) {
                assertThat(status(client, assembly, probe, "")).isEqualTo(200);
            }
            for (String page : new String[] {"/metrics", "/version"}) {
                assertThat(status(client, assembly, page, "")).isEqualTo(401);
                assertThat(status(client, assembly, page, "Bearer " + token + "x")).isEqualTo(401);
                assertThat(status(client, assembly, page, "Basic " + token)).isEqualTo(401);
                assertThat(status(client, assembly, page, "Bearer " + token)).isEqualTo(200);
            }
        }
    }

    @Test
    void aTokenForAllReplicasOpensAsWellAndIsReadAnew() throws Exception {
        Path shared = folder.resolve("shared.token");
        Config config = config("0.0.0.0");
        try (Assembly assembly =
                        Assembly.start(
                                config.withListen(
                                        config.listen().withAdminTokenFile(shared.toString())),
                                InstantSource.system());
                HttpClient client =
                        HttpClient.newBuilder().sslContext(Trust.of(assembly.caBundle())).build()) {
            assertThat(status(client, assembly, "/metrics", "Bearer ")).isEqualTo(401);
            for (String token : new String[] {"first", "second"}) {
                Files.writeString(shared, token + "\n");
                assertThat(status(client, assembly, "/metrics", "Bearer " + token)).isEqualTo(200);
            }
            assertThat(status(client, assembly, "/metrics", "Bearer first")).isEqualTo(401);
            Files.writeString(shared, "\n");
            assertThat(status(client, assembly, "/metrics", "Bearer ")).isEqualTo(401);
        }
    }

    @Test
    void theLogsKeyLiesWhereTheConfigurationSays() throws Exception {
        Path keys = folder.resolve("vault");
        Config config = config("127.0.0.1");
        try (Assembly assembly =
                Assembly.start(
                        config.withAudit(config.audit().withKeys(keys)), InstantSource.system())) {
            assertThat(Files.readString(keys.resolve("audit.pub")).strip())
                    .isEqualTo(assembly.auditKey().strip());
        }
        assertThat(keys.resolve("audit.key")).exists();
        assertThat(folder.resolve("data/keys/audit.key")).doesNotExist();
    }

    @Test
    void F39_aDamagedLogStopsReadinessOnlyWhereThatIsAskedFor() throws Exception {
        Config config = config("127.0.0.1");
        Assembly.start(config, InstantSource.system()).close();
        Path segment;
        try (Stream<Path> walk = Files.walk(folder.resolve("data/audit"))) {
            segment = walk.filter(f -> f.toString().endsWith(".jsonl")).findFirst().orElseThrow();
        }
        String text = Files.readString(segment);
        Files.writeString(segment, text.replaceFirst("\"clean\"", "\"cleam\""));

        Config stops = config.withAudit(config.audit().withIntegrity(OnIntegrity.STOP));
        try (Assembly assembly = Assembly.start(stops, InstantSource.system());
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(ready(client, assembly)).isEqualTo(503);
        }
    }

    @Test
    void F39_byDefaultADamagedLogIsANoteAndANewOneIsBegun() throws Exception {
        Config config = config("127.0.0.1");
        Assembly.start(config, InstantSource.system()).close();
        try (Stream<Path> walk = Files.walk(folder.resolve("data/audit"))) {
            Path segment =
                    walk.filter(f -> f.toString().endsWith(".jsonl")).findFirst().orElseThrow();
            Files.writeString(
                    segment, Files.readString(segment).replaceFirst("\"clean\"", "\"cleam\""));
        }
        try (Assembly assembly = Assembly.start(config, InstantSource.system());
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(ready(client, assembly)).isEqualTo(200);
        }
    }

    private static int ready(HttpClient client, Assembly assembly) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:"
                                                        + assembly.adminPort()
                                                        + "/readyz"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static int status(HttpClient client, Assembly assembly, String page, String shown)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                        URI.create("https://localhost:" + assembly.adminPort() + page));
        if (!shown.isEmpty()) {
            request.header("Authorization", shown);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}

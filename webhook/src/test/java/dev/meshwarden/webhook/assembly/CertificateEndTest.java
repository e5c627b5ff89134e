package dev.meshwarden.webhook.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.ListenConfig;
import dev.meshwarden.webhook.config.TlsConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** A certificate of one hour, in a running server whose clock the test moves. */
class CertificateEndTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir Path folder;
    private final Instant begun = Instant.now();
    private volatile Duration ahead = Duration.ZERO;

    @Test
    void F20_itIsRenewedInTimeAndWhenThatFailsTheServerIsNotReadyButServes() throws Exception {
        Config config =
                Config.STANDARD
                        .withListen(new ListenConfig("127.0.0.1", 0, 0))
                        .withData(folder)
                        .withTls(
                                TlsConfig.STANDARD.withLifetimes(
                                        Duration.ofDays(365), Duration.ofDays(24), HOUR));
        try (Assembly assembly = Assembly.start(config, () -> begun.plus(ahead))) {
            String first = serving();
            assertThat(ready(assembly)).contains("[+]certificate ok");

            ahead = Duration.ofMinutes(46);
            Serving.await("renewed", () -> !serving().equals(first));
            assertThat(ready(assembly)).contains("[+]certificate ok");
            Serving.await("recorded", () -> log().contains("\"what\":\"leaf\""));

            openToOthers();
            String second = serving();
            ahead = Duration.ofMinutes(46 + 56);
            Serving.await("not ready", () -> ready(assembly).contains("[-]certificate failed"));
            assertThat(serving()).isEqualTo(second);
            assertThat(ready(assembly)).contains("not ready");
            assertThat(handshakes(assembly)).isTrue();
        }
    }

    /** The signing key may no longer be used, so that nothing can be renewed. */
    private void openToOthers() throws IOException {
        try (Stream<Path> keys = Files.list(folder.resolve("tls/ca"))) {
            Path key = keys.filter(f -> f.toString().endsWith(".key")).findFirst().orElseThrow();
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private String serving() {
        return read(folder.resolve("tls/serving/tls.crt"));
    }

    private String log() {
        try (Stream<Path> walk = Files.walk(folder.resolve("audit"))) {
            var text = new StringBuilder();
            walk.filter(f -> f.toString().endsWith(".jsonl")).forEach(f -> text.append(read(f)));
            return text.toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String ready(Assembly assembly) {
        try {
            var connection =
                    (java.net.HttpURLConnection)
                            URI.create(
                                            "http://127.0.0.1:"
                                                    + assembly.adminPort()
                                                    + "/readyz?verbose")
                                    .toURL()
                                    .openConnection();
            try (InputStream in =
                    connection.getResponseCode() < 400
                            ? connection.getInputStream()
                            : connection.getErrorStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean handshakes(Assembly assembly) throws IOException {
        try (var socket =
                (javax.net.ssl.SSLSocket)
                        Trust.of(assembly.caBundle())
                                .getSocketFactory()
                                .createSocket("127.0.0.1", assembly.port())) {
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            return socket.getSession().isValid();
        }
    }
}

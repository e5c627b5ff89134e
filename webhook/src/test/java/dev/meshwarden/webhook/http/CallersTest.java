package dev.meshwarden.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.webhook.config.ClientAuthConfig;
import dev.meshwarden.webhook.config.ClientAuthConfig.Mode;
import dev.meshwarden.webhook.config.Config;

import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Who may call the admission port, over real TLS. */
class CallersTest {
    private static final CallerPki PKI = new CallerPki();
    private static final String SPIFFE = "spiffe://cluster.local/apiserver";

    @TempDir Path folder;

    private ServerUnderTest server(Mode mode) throws Exception {
        var auth =
                ClientAuthConfig.certificate(
                        mode, "unused", List.of("kube-apiserver-webhook", SPIFFE, "api.example"));
        var server =
                new ServerUnderTest(
                        folder,
                        Config.STANDARD.withClientAuth(auth),
                        TestRule.refusingDisable("T-1"));
        server.identity.trustCallersOf(List.of(PKI.ca()));
        return server;
    }

    /** The kinds of callers of the matrix. */
    private static Optional<CallerPki.Shown> shown(String kind) {
        return switch (kind) {
            case "none" -> Optional.empty();
            case "wrong-ca" -> Optional.of(new CallerPki().client("kube-apiserver-webhook"));
            case "expired" ->
                    Optional.of(
                            PKI.client(
                                    "kube-apiserver-webhook",
                                    KeyPurposeId.id_kp_clientAuth,
                                    Duration.ofMinutes(-5)));
            case "wrong-eku" ->
                    Optional.of(
                            PKI.client(
                                    "kube-apiserver-webhook",
                                    KeyPurposeId.id_kp_serverAuth,
                                    Duration.ofDays(1)));
            case "wrong-name" -> Optional.of(PKI.client("somebody-else"));
            case "right" -> Optional.of(PKI.client("kube-apiserver-webhook"));
            case "right-uri" ->
                    Optional.of(
                            PKI.client(
                                    "x",
                                    new GeneralName(
                                            GeneralName.uniformResourceIdentifier, SPIFFE)));
            case "right-dns" ->
                    Optional.of(
                            PKI.client("x", new GeneralName(GeneralName.dNSName, "api.example")));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "REQUIRE, none, alert, no_certificate",
        "REQUIRE, wrong-ca, alert, untrusted",
        "REQUIRE, expired, alert, expired",
        "REQUIRE, wrong-eku, alert, wrong_usage",
        "REQUIRE, wrong-name, 403, ''",
        "REQUIRE, right, 200, ''",
        "REQUIRE, right-uri, 200, ''",
        "REQUIRE, right-dns, 200, ''",
        "WANT, none, 200, ''",
        "WANT, wrong-ca, alert, untrusted",
        "WANT, expired, alert, expired",
        "WANT, wrong-eku, alert, wrong_usage",
        "WANT, wrong-name, 403, ''",
        "WANT, right, 200, ''",
        "OFF, none, 200, ''",
        "OFF, wrong-ca, 200, ''",
        "OFF, right, 200, ''",
    })
    void F19_eachCallerIsServedRefusedOrCutOff(
            Mode mode, String caller, String outcome, String reason) throws Exception {
        try (var server = server(mode)) {
            Optional<CallerPki.Shown> shown = shown(caller);
            SSLContext client =
                    shown.isPresent()
                            ? CallerPki.showing(shown.get(), server.identity.caBundlePem())
                            : server.trust();
            for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
                if (outcome.equals("alert")) {
                    assertThatThrownBy(() -> call(server, client, protocol))
                            .as(protocol)
                            .isInstanceOf(IOException.class);
                    ServerUnderTest.await(
                            "counted by reason", () -> server.failedHandshakes(reason) > 0);
                } else {
                    assertThat(call(server, client, protocol))
                            .as(protocol)
                            .startsWith("HTTP/1.1 " + outcome);
                }
            }
            if (outcome.equals("403")) {
                assertThat(server.metrics.scrape())
                        .contains("meshwarden_callers_total{result=\"wrong_identity\"} 2.0");
            }
        }
    }

    @Test
    void F19_otherAnchorsEndSessionsThatWereMadeUnderTheOldOnes() throws Exception {
        for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
            try (var server = server(Mode.REQUIRE)) {
                SSLContext client =
                        CallerPki.showing(
                                shown("right").orElseThrow(), server.identity.caBundlePem());
                for (int i = 0; i < 3; i++) {
                    assertThat(call(server, client, protocol)).startsWith("HTTP/1.1 200");
                }
                server.identity.trustCallersOf(List.of(new CallerPki().ca()));
                assertThatThrownBy(() -> call(server, client, protocol))
                        .as("%s: a session resumed would not be judged again", protocol)
                        .isInstanceOf(IOException.class);
                server.identity.trustCallersOf(List.of(new CallerPki().ca(), PKI.ca()));
                assertThat(call(server, client, protocol)).startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void F19_withoutAnchorsNobodyPasses() throws Exception {
        try (var server = server(Mode.REQUIRE)) {
            server.identity.trustCallersOf(List.of());
            SSLContext client =
                    CallerPki.showing(shown("right").orElseThrow(), server.identity.caBundlePem());
            assertThatThrownBy(() -> call(server, client, "TLSv1.3"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void F19_aTokenIsComparedWholeAndMayChange() throws Exception {
        var auth = ClientAuthConfig.bearer("unused");
        try (var server =
                new ServerUnderTest(
                        folder,
                        Config.STANDARD.withClientAuth(auth),
                        TestRule.refusingDisable("T-1"))) {
            assertThat(bearing(server, "anything")).as("no token yet").isEqualTo(401);
            server.callers.expect("first");
            assertThat(server.post("/validate", Bodies.create("{}")).statusCode()).isEqualTo(401);
            assertThat(bearing(server, "firs")).isEqualTo(401);
            assertThat(bearing(server, "firstly")).isEqualTo(401);
            assertThat(bearing(server, "")).isEqualTo(401);
            assertThat(bearing(server, "first")).isEqualTo(200);
            server.callers.expect("second");
            assertThat(bearing(server, "first")).isEqualTo(401);
            assertThat(bearing(server, "second")).isEqualTo(200);
            assertThat(server.metrics.scrape())
                    .contains("meshwarden_callers_total{result=\"no_token\"} 2.0")
                    .contains("meshwarden_callers_total{result=\"token\"} 2.0");
        }
    }

    private static int bearing(ServerUnderTest server, String token) throws Exception {
        return server.send(
                        java.net.http.HttpRequest.newBuilder(server.uri("/validate"))
                                .header("Content-Type", "application/json")
                                .setHeader("Authorization", "Bearer " + token)
                                .POST(
                                        java.net.http.HttpRequest.BodyPublishers.ofString(
                                                Bodies.create("{}"))))
                .statusCode();
    }

    private static String call(ServerUnderTest server, SSLContext client, String protocol)
            throws IOException {
        try (SSLSocket socket =
                (SSLSocket)
                        client.getSocketFactory().createSocket("localhost", server.server.port())) {
            socket.setSoTimeout(10_000);
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            return OneCall.over(socket);
        }
    }
}

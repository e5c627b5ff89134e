package dev.meshwarden.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.TlsConfig;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The rows of the fault catalogue about how a client behaves. */
class HostileConnectionTest {
    private static final Duration PATIENCE = Duration.ofMillis(600);
    private static ServerUnderTest server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Config config =
                Config.STANDARD.withHttp(
                        Config.STANDARD.http().withSlowClient(PATIENCE).withConnections(1_024, 40));
        server = new ServerUnderTest(folder, config, TestRule.refusingDisable("T-1"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void F13_aHeadThatDripsIsClosed() throws Exception {
        try (SSLSocket socket = server.socket()) {
            drip(socket, "POST /validate HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");

            assertThat(endsWithin(socket)).isTrue();
        }
    }

    @Test
    void F13_aBodyThatDripsIsClosed() throws Exception {
        try (SSLSocket socket = server.socket()) {
            write(
                    socket,
                    String.join(
                            "\r\n",
                            "POST /validate HTTP/1.1",
                            "Host: localhost",
                            "Content-Type: application/json",
                            "Content-Length: 5000",
                            "",
                            ""));
            drip(socket, "{\"apiVersion\": ");

            assertThat(endsWithin(socket)).isTrue();
        }
    }

    @Test
    void F13_aHandshakeThatNeverComesIsClosed() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.server.port())) {
            socket.setSoTimeout(10_000);
            long begun = System.nanoTime();

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isGreaterThan(Duration.ofMillis(400));
        }
    }

    @Test
    void F13_anIdleKeepAliveConnectionIsLeftAlone() throws Exception {
        try (SSLSocket socket = server.socket()) {
            assertThat(exchange(socket)).startsWith("HTTP/1.1 200");
            LockSupport.parkNanos(PATIENCE.multipliedBy(3).toNanos());

            assertThat(exchange(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void F14_oneAddressGetsItsShareOfConnectionsAndHealthyCallersGoOn() throws Exception {
        List<Socket> held = new ArrayList<>();
        try {
            int refused = 0;
            for (int i = 0; i < 60; i++) {
                try {
                    SSLSocket socket = server.socket();
                    held.add(socket);
                    if (!exchange(socket).startsWith("HTTP/1.1 200")) {
                        refused++;
                    }
                } catch (IOException _) {
                    refused++;
                }
            }
            assertThat(refused).isBetween(20, 30);
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
        ServerUnderTest.await("the share is given back", () -> server.server.connections() < 30);
        assertThat(server.post("/validate", Bodies.create("{}")).statusCode()).isEqualTo(200);
    }

    @Test
    void F16_whatTwoServersCouldReadDifferentlyIsRefusedAndClosed() throws Exception {
        String head =
                "POST /validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        for (String smuggled :
                List.of(
                        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
                        "Content-Length: 4, 5\r\n\r\nabcde",
                        "X-Folded: a\r\n b\r\nContent-Length: 0\r\n\r\n",
                        "Content-Length : 0\r\n\r\n",
                        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")) {
            try (SSLSocket socket = server.socket()) {
                write(socket, head + smuggled);
                String answer = all(socket);

                assertThat(answer).as(smuggled).containsPattern("^HTTP/1.1 (400|501)");
                assertThat(answer).as(smuggled).doesNotContain("Exception").doesNotContain("<html");
            }
        }
    }

    @Test
    void F18_oldProtocolsAndWeakSuitesEndInAnAlert() throws Exception {
        assertThatThrownBy(() -> handshake(p -> p.setProtocols(new String[] {"TLSv1.1"})))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() ->
                        handshake(p -> {
                            p.setProtocols(new String[] {"TLSv1.2"});
                            p.setCipherSuites(
                                    new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
                        }))
                .isInstanceOf(SSLException.class);
        handshake(p -> p.setProtocols(new String[] {"TLSv1.2"}));
        handshake(p -> p.setProtocols(new String[] {"TLSv1.3"}));
    }

    @Test
    void F18_aCallerBelowTheLeastVersionIsCountedByItsOwn(@TempDir Path folder) throws Exception {
        Config strict = Config.STANDARD.withTls(TlsConfig.STANDARD.withMinVersion("1.3"));
        try (var server = new ServerUnderTest(folder, strict, TestRule.refusingDisable("T-1"))) {
            assertThatThrownBy(
                            () -> handshake(server, p -> p.setProtocols(new String[] {"TLSv1.2"})))
                    .isInstanceOf(SSLException.class);
            ServerUnderTest.await("counted", () -> server.failedHandshakes("version_tls1.2") == 1);
        }
    }

    @Test
    void F18_noNameAndAWrongNameAreStillServed() throws Exception {
        handshake(p -> p.setServerNames(List.of()));
        handshake(
                p -> p.setServerNames(List.of(new javax.net.ssl.SNIHostName("elsewhere.example"))));
    }

    private interface Change {
        void to(SSLParameters parameters);
    }

    private static void handshake(Change change) throws IOException {
        handshake(server, change);
    }

    private static void handshake(ServerUnderTest with, Change change) throws IOException {
        try (SSLSocket socket =
                (SSLSocket)
                        with.trust()
                                .getSocketFactory()
                                .createSocket("127.0.0.1", with.server.port())) {
            socket.setSoTimeout(10_000);
            SSLParameters parameters = socket.getSSLParameters();
            change.to(parameters);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            assertThat(exchange(socket)).startsWith("HTTP/1.1 200");
        }
    }

    private static String exchange(SSLSocket socket) throws IOException {
        byte[] body = Bodies.create("{}").getBytes(StandardCharsets.UTF_8);
        write(
                socket,
                "POST /validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: "
                        + body.length
                        + "\r\n\r\n"
                        + new String(body, StandardCharsets.UTF_8));
        InputStream in = socket.getInputStream();
        var answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return answer.toString();
            }
            answer.append((char) b);
        }
        String head = answer.toString();
        int length =
                Integer.parseInt(
                        head.lines()
                                .filter(l -> l.startsWith("Content-Length:"))
                                .map(l -> l.substring("Content-Length:".length()).strip())
                                .findFirst()
                                .orElseThrow());
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** A byte every tenth of a second for as long as the other side takes it, and twice as long as its patience. */
    private static void drip(Socket socket, String begin) throws IOException {
        write(socket, begin);
        long end = System.nanoTime() + PATIENCE.multipliedBy(4).toNanos();
        try {
            while (System.nanoTime() - end < 0) {
                write(socket, "x");
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        } catch (IOException _) {
            // closed by the server, which is what is looked for
        }
    }

    private static boolean endsWithin(Socket socket) throws IOException {
        socket.setSoTimeout(2_000);
        try {
            while (socket.getInputStream().read() >= 0) {
                // an answer may come before the end
            }
            return true;
        } catch (java.net.SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private static String all(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}

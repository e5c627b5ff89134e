package dev.meshwarden.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.config.Config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import javax.net.ssl.SSLSocket;

/** A peer that is gone without a word, as after a power cut or behind a firewall that forgot the connection. */
class VanishedPeerTest {
    private static final Config QUICK =
            Config.STANDARD.withHttp(
                    Config.STANDARD
                            .http()
                            .withSlowClient(Duration.ofMillis(500))
                            .withIdle(Duration.ofMillis(700)));

    @TempDir Path folder;

    @Test
    void F15_anIdleConnectionWithoutAPeerIsReclaimed() throws Exception {
        try (var server = new ServerUnderTest(folder, QUICK, TestRule.refusingDisable("T-1"));
                var relay = new Relay(server.server.port());
                SSLSocket socket = relay.connect(server)) {
            String body = Bodies.create("{}");
            write(socket, head(body.length()) + body);
            assertThat(socket.getInputStream().read()).isEqualTo('H');

            relay.silent = true;
            assertThat(server.server.connections()).isEqualTo(1);
            ServerUnderTest.await("reclaimed", () -> server.server.connections() == 0);
        }
    }

    @Test
    void F15_aRequestWhoseCallerVanishedHalfwayIsReclaimed() throws Exception {
        try (var server = new ServerUnderTest(folder, QUICK, TestRule.refusingDisable("T-1"));
                var relay = new Relay(server.server.port());
                SSLSocket socket = relay.connect(server)) {
            write(socket, head(5_000) + "{\"apiVersion\":");
            ServerUnderTest.await("begun", () -> server.server.inFlight() == 1);

            relay.silent = true;
            ServerUnderTest.await("reclaimed", () -> server.server.connections() == 0);
            ServerUnderTest.await("ended", () -> server.server.inFlight() == 0);
            assertThat(server.post("/validate", Bodies.create("{}")).statusCode()).isEqualTo(200);
        }
    }

    private static String head(int length) {
        return "POST /validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: "
                + length
                + "\r\n\r\n";
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Carries bytes both ways until it falls silent; then it carries nothing, not even an end, and keeps both ends open. */
    private static final class Relay implements AutoCloseable {
        private final int target;
        private final ServerSocket entrance;
        private volatile Socket inside = new Socket();
        private volatile Socket outside = new Socket();
        private volatile boolean silent;

        Relay(int target) throws IOException {
            this.target = target;
            this.entrance = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            Thread.startVirtualThread(this::serve);
        }

        SSLSocket connect(ServerUnderTest server) throws IOException {
            SSLSocket socket =
                    (SSLSocket)
                            server.trust()
                                    .getSocketFactory()
                                    .createSocket("127.0.0.1", entrance.getLocalPort());
            socket.setSoTimeout(
                    1_000); // closing it waits so long for an answer that the relay keeps
            socket.startHandshake();
            return socket;
        }

        private void serve() {
            try {
                outside = entrance.accept();
                inside = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.startVirtualThread(() -> carry(outside, inside));
                carry(inside, outside);
            } catch (IOException _) {
                // closed by the test
            }
        }

        private void carry(Socket from, Socket to) {
            byte[] some = new byte[8 << 10];
            try {
                InputStream in = from.getInputStream();
                for (int n = in.read(some); n >= 0; n = in.read(some)) {
                    if (!silent) {
                        to.getOutputStream().write(some, 0, n);
                    }
                }
            } catch (IOException _) {
                // closed by the test, or by the server, which nobody is told of
            }
        }

        @Override
        public void close() throws IOException {
            entrance.close();
            inside.close();
            outside.close();
        }
    }
}

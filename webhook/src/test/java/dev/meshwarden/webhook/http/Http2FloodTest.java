package dev.meshwarden.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.config.Config;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** HTTP/2 frames that cost the sender nothing, in floods, written by hand over TLS. */
class Http2FloodTest {
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int END_HEADERS = 4;
    private static final int FRAMES = 20_000;
    private static final byte[] NONE = {};

    private static ServerUnderTest server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = new ServerUnderTest(folder, Config.STANDARD, TestRule.refusingDisable("T-1"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void F17_requestsResetAsSoonAsTheyBeginEndTheConnectionAndNobodyElses() throws Exception {
        byte[] head = head();
        byte[] cancel = {0, 0, 0, 8};
        int sent =
                flood((out, i) -> {
                    frame(out, HEADERS, END_HEADERS, 2 * i + 1, head);
                    frame(out, RST_STREAM, 0, 2 * i + 1, cancel);
                });

        assertThat(sent).as("resets taken").isLessThan(FRAMES);
        othersAreServed();
        ServerUnderTest.await("nothing is left", () -> server.server.inFlight() == 0);
    }

    @Test
    void F17_settingsWithoutEndEndTheConnection() throws Exception {
        assertThat(flood((out, _) -> frame(out, SETTINGS, 0, 0, NONE))).isLessThan(FRAMES);
        othersAreServed();
    }

    @Test
    void F17_pingsWithoutEndEndTheConnection() throws Exception {
        assertThat(flood((out, _) -> frame(out, PING, 0, 0, new byte[8]))).isLessThan(FRAMES);
        othersAreServed();
    }

    private static void othersAreServed() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(server.post("/validate", Bodies.create("{}")).statusCode()).isEqualTo(200);
        }
    }

    private interface Frames {
        void write(OutputStream out, int number) throws IOException;
    }

    /** Writes until the other side has had enough; how many rounds that took. */
    private static int flood(Frames frames) throws IOException {
        try (SSLSocket socket =
                (SSLSocket)
                        server.trust()
                                .getSocketFactory()
                                .createSocket("127.0.0.1", server.server.port())) {
            socket.setSoTimeout(10_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
            Thread reader = Thread.startVirtualThread(() -> drain(socket));
            OutputStream out = socket.getOutputStream();
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            frame(out, SETTINGS, 0, 0, NONE);
            for (int i = 0; i < FRAMES; i++) {
                try {
                    frames.write(out, i);
                    out.flush();
                } catch (IOException _) {
                    return i;
                }
                if (!reader.isAlive()) {
                    return i; // the server said goodbye
                }
            }
            return FRAMES;
        }
    }

    private static void drain(SSLSocket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                // what it answers does not matter, that it ends does
            }
        } catch (IOException _) {
            // the end
        }
    }

    private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        var data = new DataOutputStream(bytes);
        data.writeByte(payload.length >> 16);
        data.writeShort(payload.length);
        data.writeByte(type);
        data.writeByte(flags);
        data.writeInt(stream);
        data.write(payload);
        out.write(bytes.toByteArray());
    }

    /** {@code POST https /validate}, as header compression writes it without a table. */
    private static byte[] head() {
        var out = new ByteArrayOutputStream();
        out.write(0x83); // :method POST
        out.write(0x87); // :scheme https
        out.write(0x04); // :path, a literal
        text(out, "/validate");
        out.write(0x01); // :authority, a literal
        text(out, "localhost");
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }
}

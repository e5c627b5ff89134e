package dev.meshwarden.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.config.Config;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** HTTP/2 frames that cost the sender nothing, in floods, written by hand over TLS. */
class Http2FloodTest {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int END_STREAM = 1;
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
        flood((out, i) -> {
            frame(out, HEADERS, END_HEADERS, 2 * i + 1, head);
            frame(out, RST_STREAM, 0, 2 * i + 1, cancel);
        });

        othersAreServed();
        ServerUnderTest.await("nothing is left", () -> server.server.inFlight() == 0);
    }

    @Test
    void F17_settingsWithoutEndEndTheConnection() throws Exception {
        flood((out, _) -> frame(out, SETTINGS, 0, 0, NONE));
        othersAreServed();
    }

    @Test
    void F17_pingsWithoutEndEndTheConnection() throws Exception {
        flood((out, _) -> frame(out, PING, 0, 0, new byte[8]));
        othersAreServed();
    }

    @Test
    void F13_aBodyThatStopsCostsTheOtherRequestsOfItsConnectionNothing() throws Exception {
        try (SSLSocket socket = connection()) {
            OutputStream out = socket.getOutputStream();
            var in = new DataInputStream(socket.getInputStream());
            frame(out, HEADERS, END_HEADERS, 1, head());
            frame(out, DATA, 0, 1, "{\"apiVersion\": ".getBytes(StandardCharsets.UTF_8));
            out.flush();
            Frame end = await(in, f -> f.stream() == 1);
            assertThat(end.type()).as("it is given up, or refused").isIn(HEADERS, RST_STREAM);

            for (int stream = 3; stream < 9; stream += 2) {
                int mine = stream;
                frame(out, HEADERS, END_HEADERS, mine, head());
                byte[] body = Bodies.create("{}").getBytes(StandardCharsets.UTF_8);
                frame(out, DATA, END_STREAM, mine, body);
                out.flush();
                Frame answer = await(in, f -> f.stream() == mine && f.type() == DATA);
                assertThat(new String(answer.payload(), StandardCharsets.UTF_8))
                        .contains("\"allowed\":true");
            }
        }
        othersAreServed();
        ServerUnderTest.await("nothing is left", () -> server.server.inFlight() == 0);
    }

    private static void othersAreServed() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(server.post("/validate", Bodies.create("{}")).statusCode()).isEqualTo(200);
        }
    }

    private interface Frames {
        void write(OutputStream out, int number) throws IOException;
    }

    /** Writes until the other side has had enough and ends the connection, which it must, be it after the last frame was sent. */
    private static void flood(Frames frames) throws Exception {
        try (SSLSocket socket = connection()) {
            Thread reader = Thread.startVirtualThread(() -> drain(socket));
            write(frames, socket.getOutputStream(), reader);
            assertThat(reader.join(Duration.ofSeconds(15))).as("the server ended it").isTrue();
        }
    }

    private static void write(Frames frames, OutputStream out, Thread reader) {
        for (int i = 0; i < FRAMES && reader.isAlive(); i++) {
            try {
                frames.write(out, i);
                out.flush();
            } catch (IOException _) {
                return; // nobody takes it any more
            }
        }
    }

    /** One that has said that it speaks HTTP/2. */
    private static SSLSocket connection() throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        server.trust()
                                .getSocketFactory()
                                .createSocket("127.0.0.1", server.server.port());
        socket.setSoTimeout(20_000);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
        OutputStream out = socket.getOutputStream();
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(out, SETTINGS, 0, 0, NONE);
        return socket;
    }

    private record Frame(int type, int flags, int stream, byte[] payload) {}

    /** Reads up to the first frame that fits; the connection must not end before. */
    private static Frame await(DataInputStream in, Predicate<Frame> wanted) throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            var frame = new Frame(in.read(), in.read(), in.readInt(), in.readNBytes(length));
            assertThat(frame.type()).as("goodbye to the connection").isNotEqualTo(GOAWAY);
            if (wanted.test(frame)) {
                return frame;
            }
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
        out.write(0x0f); // content-type, a literal
        out.write(0x10);
        text(out, "application/json");
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }
}

package dev.meshwarden.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.config.Config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A crowd of clients that say nearly nothing, and callers who want an answer meanwhile. */
class SlowCrowdTest {
    private static final int CROWD = 200;
    private static final int CALLERS = 4;
    private static final int CALLS = 60;

    @TempDir Path folder;

    @Test
    void F13_twoHundredSlowClientsHoldNobodyUp() throws Exception {
        Config config =
                Config.STANDARD.withHttp(
                        Config.STANDARD.http().withSlowClient(Duration.ofSeconds(3)));
        var stop = new AtomicBoolean();
        try (var server = new ServerUnderTest(folder, config, TestRule.refusingDisable("T-1"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Socket> crowd = crowd(server);
            Future<?> dripping = threads.submit(() -> drip(crowd, stop));
            List<Duration> took = calls(server, threads);
            stop.set(true);
            dripping.get();
            for (Socket one : crowd) {
                one.close();
            }

            assertThat(took).hasSize(CALLERS * CALLS);
            assertThat(took.get(took.size() * 99 / 100)).isLessThan(Duration.ofSeconds(1));
        }
    }

    /** A third does not even shake hands, a third begins a head, a third a body. */
    private static List<Socket> crowd(ServerUnderTest server) throws IOException {
        List<Socket> crowd = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            if (i % 3 == 0) {
                crowd.add(new Socket("127.0.0.1", server.server.port()));
                continue;
            }
            Socket socket = server.socket();
            String begin = "POST /validate HTTP/1.1\r\nHost: localhost\r\n";
            String body = "Content-Type: application/json\r\nContent-Length: 9000\r\n\r\n{";
            write(socket, i % 3 == 1 ? begin + "X-Slow: " : begin + body);
            crowd.add(socket);
        }
        return crowd;
    }

    private static void drip(List<Socket> crowd, AtomicBoolean stop) {
        while (!stop.get()) {
            for (Socket one : crowd) {
                try {
                    write(one, " ");
                } catch (IOException _) {
                    // closed by the server, as it should be
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static List<Duration> calls(ServerUnderTest server, ExecutorService threads)
            throws Exception {
        Callable<List<Duration>> caller =
                () -> {
                    List<Duration> took = new ArrayList<>();
                    for (int i = 0; i < CALLS; i++) {
                        long begun = System.nanoTime();
                        assertThat(server.post("/validate", Bodies.create("{}")).statusCode())
                                .isEqualTo(200);
                        took.add(Duration.ofNanos(System.nanoTime() - begun));
                    }
                    return took;
                };
        List<Duration> all = new ArrayList<>();
        for (Future<List<Duration>> one :
                threads.invokeAll(List.of(caller, caller, caller, caller))) {
            all.addAll(one.get());
        }
        all.sort(Duration::compareTo);
        return all;
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

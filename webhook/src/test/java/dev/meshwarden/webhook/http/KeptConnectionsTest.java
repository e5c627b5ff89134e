package dev.meshwarden.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.serving.Renewal;
import dev.meshwarden.webhook.config.Config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLSocket;

/** What clients keep, sessions and connections, while the certificate changes and while the server stops. */
class KeptConnectionsTest {
    private static final int CLIENTS = 64;
    private static final Duration LINGER = Duration.ofSeconds(30);

    @TempDir Path folder;

    @Test
    void F21_aClientThatWouldResumeSeesTheNewCertificate() throws Exception {
        var ahead = new AtomicLong();
        try (var server =
                new ServerUnderTest(
                        folder,
                        Config.STANDARD,
                        () -> Instant.now().plusSeconds(ahead.get()),
                        TestRule.refusingDisable("T-1"))) {
            var client = AnyDateSocket.context(server.identity.caBundlePem());
            for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
                for (int i = 0; i < 3; i++) {
                    assertThat(serial(client, server, protocol))
                            .isEqualTo(server.identity.served().serial());
                }
                ahead.set(ahead.get() == 0 ? Duration.ofDays(26).toSeconds() : 0);
                assertThat(server.identity.renewIfDue()).isInstanceOf(Renewal.Renewed.class);
                assertThat(serial(client, server, protocol))
                        .as(protocol)
                        .isEqualTo(server.identity.served().serial());
            }
            assertThat(
                            Generation.idOf(
                                    server.identity
                                            .bundle()
                                            .orElseThrow()
                                            .certificates()
                                            .getFirst()))
                    .isEqualTo(server.identity.served().generation());
        }
    }

    private static String serial(
            javax.net.ssl.SSLContext client, ServerUnderTest server, String protocol)
            throws IOException {
        try (SSLSocket socket = AnyDateSocket.open(client, server)) {
            socket.setEnabledProtocols(new String[] {protocol});
            assertThat(OneCall.over(socket)).startsWith("HTTP/1.1 200");
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSerialNumber()
                    .toString(16);
        }
    }

    @Test
    void F52_sixtyFourKeptConnectionsSeeNoFailureWhileWeStop() throws Exception {
        Config slow =
                Config.STANDARD.withHttp(
                        Config.STANDARD
                                .http()
                                .withDrain(
                                        Duration.ofSeconds(1),
                                        Duration.ZERO,
                                        Duration.ofSeconds(5)));
        try (var server = new ServerUnderTest(folder, slow, TestRule.refusingDisable("T-1"))) {
            var stopped = new AtomicBoolean();
            var calls = new AtomicInteger();
            var sentAway = new AtomicInteger();
            List<Future<?>> clients = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(
                            threads.submit(() -> {
                                while (!stopped.get()) {
                                    untilSentAway(server, stopped, calls, sentAway);
                                }
                                return null;
                            }));
                }
                ServerUnderTest.await("all call", () -> calls.get() > CLIENTS * 5);
                stopped.set(
                        true); // callers see the replica is not ready and make no new connections
                server.server.drain();
                for (Future<?> client : clients) {
                    client.get();
                }
            }
            assertThat(sentAway.get()).isEqualTo(CLIENTS);
            assertThat(server.server.inFlight()).isZero();
        }
    }

    /** A caller may use a connection long after it has learnt nothing: only it can close one without a call lost. */
    @SuppressWarnings("try") // one of the connections is left in the middle
    @Test
    void F52_aConnectionThatWasIdleIsServedUntilItsCallerLeaves() throws Exception {
        try (var server =
                        new ServerUnderTest(folder, lingering(), TestRule.refusingDisable("T-1"));
                SSLSocket idle = server.socket();
                SSLSocket unused = server.socket();
                SSLSocket left = server.socket()) {
            OneCall.over(idle);
            OneCall.over(left);
            var drained = new CompletableFuture<Duration>();
            Thread drain =
                    Thread.ofVirtual()
                            .start(() -> {
                                long begun = System.nanoTime();
                                server.server.drain();
                                drained.complete(Duration.ofNanos(System.nanoTime() - begun));
                            });
            ServerUnderTest.await("draining", server.server::isDraining);
            left.close();
            ServerUnderTest.await("it is seen to leave", () -> server.server.connections() == 2);
            assertThat(idle.getInputStream().available()).isZero();
            try (SSLSocket late = server.socket()) {
                assertThat(OneCall.over(late))
                        .startsWith("HTTP/1.1 200")
                        .contains("Connection: close");
            }
            assertThat(drain.isAlive()).isTrue();

            assertThat(OneCall.over(idle)).startsWith("HTTP/1.1 200").contains("Connection: close");
            assertThat(OneCall.over(unused)).startsWith("HTTP/1.1 200");

            assertThat(drained.get()).as("nobody is left to wait for").isLessThan(LINGER);
            assertThat(server.server.connections()).isZero();
        }
    }

    @Test
    void F52_overHttp2CallersAreSentAwayAtOnce() throws Exception {
        try (var server =
                new ServerUnderTest(folder, lingering(), TestRule.refusingDisable("T-1"))) {
            assertThat(server.post("/validate", Bodies.create("{}")).version())
                    .isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(server.server.connections()).isEqualTo(1);

            long begun = System.nanoTime();
            server.server.drain();

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("no caller is waited for")
                    .isLessThan(LINGER.dividedBy(2));
        }
    }

    private static Config lingering() {
        return Config.STANDARD.withHttp(
                Config.STANDARD.http().withDrain(Duration.ZERO, LINGER, Duration.ofSeconds(5)));
    }

    /** Calls on one connection until its answer asks to leave it, as a Go client does. */
    private static void untilSentAway(
            ServerUnderTest server,
            AtomicBoolean stopped,
            AtomicInteger calls,
            AtomicInteger sentAway)
            throws IOException {
        try (SSLSocket socket = server.socket()) {
            while (true) {
                String answer = OneCall.over(socket);
                assertThat(answer).startsWith("HTTP/1.1 200");
                calls.incrementAndGet();
                if (answer.contains("Connection: close")) {
                    assertThat(stopped.get()).isTrue();
                    sentAway.incrementAndGet();
                    return;
                }
            }
        }
    }
}

package dev.meshwarden.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.webhook.config.Config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

class OverloadTest {
    @TempDir Path folder;

    @Test
    void F47_whatFindsNoPlaceIsAskedToTryAgainAndServiceRecovers() throws Exception {
        var release = new CountDownLatch(1);
        Config one =
                Config.STANDARD.withAdmission(Config.STANDARD.admission().withConcurrency(1, 0));
        try (var server = new ServerUnderTest(folder, one, waitingFor(release))) {
            CompletableFuture<HttpResponse<String>> held =
                    inBackground(server, "/validate/security");
            ServerUnderTest.await("one is at work", () -> server.gate.atWork() == 1);

            HttpResponse<String> closed = server.post("/validate/security", Bodies.create("{}"));
            HttpResponse<String> open = server.post("/validate/workloads", Bodies.create("{}"));

            assertThat(closed.statusCode()).isEqualTo(200);
            assertThat(closed.body())
                    .contains("\"allowed\":false")
                    .contains("\"code\":429")
                    .contains("\"reason\":\"TooManyRequests\"")
                    .contains("\"retryAfterSeconds\":1")
                    .contains("\"uid\":\"" + Bodies.UID + "\"");
            assertThat(open.statusCode()).isEqualTo(503);
            assertThat(server.metrics.scrape())
                    .contains("meshwarden_admission_shed_total{entry=\"security\"} 1.0");

            release.countDown();
            assertThat(held.get().body()).contains("\"allowed\":true");
            assertThat(server.post("/validate/security", Bodies.create("{}")).body())
                    .contains("\"allowed\":true");
        }
    }

    @Test
    void F47_whoeverWaitsGetsHalfItsTimeAtMost() throws Exception {
        var release = new CountDownLatch(1);
        Config one =
                Config.STANDARD.withAdmission(Config.STANDARD.admission().withConcurrency(1, 10));
        try (var server = new ServerUnderTest(folder, one, waitingFor(release))) {
            CompletableFuture<HttpResponse<String>> held = inBackground(server, "/validate");
            ServerUnderTest.await("one is at work", () -> server.gate.atWork() == 1);

            long begun = System.nanoTime();
            String answer = server.post("/validate?timeout=2s", Bodies.create("{}")).body();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);

            assertThat(answer).contains("\"code\":429");
            assertThat(took).isBetween(Duration.ofMillis(300), Duration.ofMillis(1_000));
            release.countDown();
            held.join();
        }
    }

    @Test
    void F52_drainingAnswersEverythingInFlightAndAsksForNewConnections() throws Exception {
        var release = new CountDownLatch(1);
        Config quick =
                Config.STANDARD.withHttp(
                        Config.STANDARD
                                .http()
                                .withDrain(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10)));
        try (var server = new ServerUnderTest(folder, quick, waitingFor(release))) {
            CompletableFuture<HttpResponse<String>> held = inBackground(server, "/validate");
            ServerUnderTest.await("one is at work", () -> server.gate.atWork() == 1);

            Thread drain = Thread.ofVirtual().start(server.server::drain);
            ServerUnderTest.await("draining", server.server::isDraining);
            assertThat(drain.isAlive()).isTrue();
            release.countDown();
            drain.join();

            assertThat(held.get().statusCode()).isEqualTo(200);
            assertThat(server.server.inFlight()).isZero();
        }
    }

    private static TestRule waitingFor(CountDownLatch release) {
        return new TestRule(
                "T-1",
                _ -> {
                    try {
                        release.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    return Answer.CLEAN;
                });
    }

    private static CompletableFuture<HttpResponse<String>> inBackground(
            ServerUnderTest server, String path) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return server.post(path, Bodies.create("{}"));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                Thread::startVirtualThread);
    }
}

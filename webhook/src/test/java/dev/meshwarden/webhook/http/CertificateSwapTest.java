package dev.meshwarden.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.certs.serving.Renewal;
import dev.meshwarden.webhook.config.Config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The serving certificate, swapped under the feet of callers. */
class CertificateSwapTest {
    private static final int SWAPS = 20;

    @TempDir Path folder;
    private volatile Duration ahead = Duration.ZERO;

    @Test
    void F21_swapsUnderLoadFailNoReviewNeitherOnKeptNorOnNewConnections() throws Exception {
        try (var server = server();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var stop = new AtomicBoolean();
            var answered = new AtomicInteger();
            Set<String> seen = ConcurrentHashMap.newKeySet();
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                boolean keeps = i > 0;
                callers.add(
                        threads.submit(() -> {
                            call(server, keeps, stop, answered, seen);
                            return null;
                        }));
            }
            ServerUnderTest.await("under way", () -> answered.get() > 20);
            Set<String> served = new HashSet<>();
            for (int i = 0; i < SWAPS; i++) {
                swap(server);
                served.add(server.identity.served().serial());
                int before = answered.get();
                ServerUnderTest.await("answers go on", () -> answered.get() > before + 5);
            }
            stop.set(true);
            for (Future<?> caller : callers) {
                caller.get(); // any failure is thrown here
            }
            assertThat(served).hasSize(SWAPS);
            assertThat(seen).as("new connections meet new certificates").hasSizeGreaterThan(3);
        }
    }

    @Test
    void F21_aTruncatedPairOnDiskIsServedNeitherNowNorAfterARestart() throws Exception {
        String bundle;
        try (var server = server()) {
            bundle = server.identity.caBundlePem();
            for (String file : List.of("tls.crt", "tls.key")) {
                Path half = folder.resolve("tls/serving").resolve(file);
                byte[] whole = Files.readAllBytes(half);
                Files.write(half, Arrays.copyOf(whole, whole.length / 2));
            }
            assertThat(server.identity.renewIfDue()).isInstanceOf(Renewal.Kept.class);
            assertThat(server.post("/validate", Bodies.create("{}")).statusCode()).isEqualTo(200);
        }
        try (var server = server()) {
            assertThat(server.identity.caBundlePem()).isEqualTo(bundle);
            assertThat(server.post("/validate", Bodies.create("{}")).statusCode()).isEqualTo(200);
        }
    }

    private ServerUnderTest server() throws Exception {
        return new ServerUnderTest(
                folder,
                Config.STANDARD,
                () -> Instant.now().plus(ahead),
                TestRule.refusingDisable("T-1"));
    }

    private void swap(ServerUnderTest server) {
        ahead = ahead.isZero() ? Duration.ofDays(26) : Duration.ZERO;
        assertThat(server.identity.renewIfDue()).isInstanceOf(Renewal.Renewed.class);
    }

    private static void call(
            ServerUnderTest server,
            boolean keeps,
            AtomicBoolean stop,
            AtomicInteger answered,
            Set<String> seen)
            throws Exception {
        SSLContext trust = SSLContext.getInstance("TLS");
        trust.init(null, new TrustManager[] {new AnyDate(seen)}, null);
        HttpClient client = HttpClient.newBuilder().sslContext(trust).build();
        while (!stop.get()) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.uri("/validate"))
                            .header("Content-Type", "application/json")
                            .timeout(Duration.ofSeconds(30))
                            .POST(HttpRequest.BodyPublishers.ofString(Bodies.create("{}")))
                            .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            answered.incrementAndGet();
            if (!keeps) {
                client.close();
                client = HttpClient.newBuilder().sslContext(trust).build();
            }
        }
        client.close();
    }

    /** Notes whom it meets, at whatever date: these certificates are of several. */
    private static final class AnyDate extends X509ExtendedTrustManager {
        private final Set<String> seen;

        private AnyDate(Set<String> seen) {
            this.seen = seen;
        }

        private void note(X509Certificate[] chain) {
            seen.add(chain[0].getSerialNumber().toString(16));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            note(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            note(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            note(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new IllegalStateException("no client here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new IllegalStateException("no client here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new IllegalStateException("no client here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

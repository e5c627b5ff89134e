package dev.meshwarden.webhook.http;

import dev.meshwarden.certs.pki.ServerNames;
import dev.meshwarden.certs.renewal.CertSettings;
import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.certs.store.FileStore;
import dev.meshwarden.certs.store.LeafFiles;
import dev.meshwarden.policy.decision.Decider;
import dev.meshwarden.policy.profile.Profile;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.Rules;
import dev.meshwarden.webhook.admission.AdmissionPipeline;
import dev.meshwarden.webhook.admission.CpuGate;
import dev.meshwarden.webhook.admission.PoliciesInForce;
import dev.meshwarden.webhook.admission.Recorder;
import dev.meshwarden.webhook.assembly.Trust;
import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.audit.PolicyOrigins;
import dev.meshwarden.webhook.audit.disk.DataLock;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.metrics.Metrics;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The admission port, alive: own CA, any free port, the rules that a test gives it. */
final class ServerUnderTest implements AutoCloseable {
    final AdmissionServer server;
    final Metrics metrics = new Metrics("test");
    final PoliciesInForce policies;
    final CpuGate gate;
    final AuditLog audit;
    final CallerCheck callers;
    final ServingIdentity identity;
    private static final PolicyOrigins ORIGINS =
            new PolicyOrigins("test", "rego test", java.util.Map.of());
    private final DataLock lock;
    private final SSLContext trust;
    private final HttpClient client;

    /** The used share of the heap, as the server believes it. */
    volatile double heap;

    ServerUnderTest(Path folder, Config config, Rule... rules) throws Exception {
        this(folder, config, InstantSource.system(), rules);
    }

    ServerUnderTest(Path folder, Config config, InstantSource clock, Rule... rules)
            throws Exception {
        lock = DataLock.take(folder);
        audit = AuditLog.open(lock, config.audit(), InstantSource.system(), "test");
        Path tls = folder.resolve("tls");
        identity =
                ServingIdentity.rotating(
                        FileStore.open(tls),
                        LeafFiles.open(tls),
                        CertSettings.file(ServerNames.LOOPBACK),
                        clock);
        trust = Trust.of(identity.caBundlePem());
        client =
                HttpClient.newBuilder()
                        .sslContext(trust)
                        .version(HttpClient.Version.HTTP_2)
                        .build();
        policies = new PoliciesInForce(decider(rules), ORIGINS, Instant.EPOCH);
        gate = new CpuGate(config.admission().permits(2), config.admission().queue());
        callers = new CallerCheck(config.clientAuth(), metrics);
        Config anyPort = config.withListen(config.listen().withPort(0));
        server =
                new AdmissionServer(
                        anyPort,
                        new AdmissionPipeline(
                                policies,
                                gate,
                                new Recorder(audit, config.audit(), metrics),
                                metrics),
                        identity,
                        callers,
                        () -> heap,
                        metrics,
                        clock);
        server.start();
    }

    static Decider decider(Rule... rules) {
        return new Decider(
                Rules.collect(List.of(rules)).rules(),
                List.of(),
                List.of(),
                Profile.EMPTY,
                "sha256:test",
                System::nanoTime);
    }

    HttpClient client() {
        return client;
    }

    URI uri(String path) {
        return URI.create("https://localhost:" + server.port() + path);
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return post(path, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(
                request.timeout(Duration.ofSeconds(30)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A connection that speaks HTTP/1.1 by hand. */
    SSLSocket socket() throws IOException {
        SSLSocket socket =
                (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        socket.startHandshake();
        return socket;
    }

    SSLContext trust() {
        return trust;
    }

    /** How many handshakes failed for this reason. */
    double failedHandshakes(String reason) {
        String line = "meshwarden_tls_handshake_failures_total{reason=\"" + reason + "\"} ";
        return metrics.scrape()
                .lines()
                .filter(l -> l.startsWith(line))
                .mapToDouble(l -> Double.parseDouble(l.substring(line.length())))
                .sum();
    }

    /** Waits for a condition; fails when it does not come true in time. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("did not happen in 20 s: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        audit.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        metrics.close();
    }
}

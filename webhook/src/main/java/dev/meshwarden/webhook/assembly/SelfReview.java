package dev.meshwarden.webhook.assembly;

import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.webhook.config.ClientAuthConfig;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.http.AdmissionServer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The first review is our own, so that the API server's is not the one that waits for classes to load; nothing of it is recorded.
 *
 * <p>Threading: one thread at a time; {@link #isPassed} by any.
 */
final class SelfReview {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Config config;
    private final AdmissionServer server;
    private final ServingIdentity identity;
    private final PolicySet policies;
    private final InstantSource clock;
    private volatile boolean passed;

    SelfReview(
            Config config,
            AdmissionServer server,
            ServingIdentity identity,
            PolicySet policies,
            InstantSource clock) {
        this.config = config;
        this.server = server;
        this.identity = identity;
        this.policies = policies;
        this.clock = clock;
    }

    boolean isPassed() {
        return passed;
    }

    /** Decides once and answers once over TLS; throws when either does not work. Waits for a certificate to show. */
    void runIfDue() throws IOException {
        if (passed || identity.fault().isPresent()) {
            return;
        }
        decide();
        String address = config.listen().address();
        String host = address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
        SSLContext trust = Trust.ofAnyName(identity.caBundlePem());
        if (config.clientAuth().mode() == ClientAuthConfig.Mode.REQUIRE) {
            shake(trust, host); // we have no certificate that may call
        } else {
            ask(trust, host);
        }
        passed = true;
    }

    private void decide() {
        Obj object =
                Obj.of(
                        Map.of(
                                "apiVersion", Str.of("security.istio.io/v1"),
                                "kind", Str.of("PeerAuthentication"),
                                "metadata",
                                        Obj.of(
                                                Map.of(
                                                        "name", Str.of("self-review"),
                                                        "namespace", Str.of("default"))),
                                "spec", Obj.of("mtls", Obj.of("mode", Str.of("STRICT")))));
        policies.decide(
                Reviews.ofManifest(
                                object,
                                Operation.CREATE,
                                Optional.empty(),
                                Optional.empty(),
                                clock.instant())
                        .inPhase(Phase.VALIDATE),
                Optional.empty(),
                PATIENCE);
    }

    private void ask(SSLContext trust, String host) throws IOException {
        try (HttpClient client = HttpClient.newBuilder().sslContext(trust).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "https://" + host + ":" + server.port() + "/validate"))
                            .timeout(PATIENCE)
                            .GET()
                            .build();
            int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 405) {
                throw new IOException("the admission port answered its own request with " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        }
    }

    private void shake(SSLContext trust, String host) throws IOException {
        try (var socket = (SSLSocket) trust.getSocketFactory().createSocket(host, server.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.setEnabledProtocols(
                    new String[] {"TLSv1.3"}); // ours is proved before we show any
            socket.startHandshake();
        }
    }
}

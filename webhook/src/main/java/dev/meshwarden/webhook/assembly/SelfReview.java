package dev.meshwarden.webhook.assembly;

import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.webhook.config.Config;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The first review is our own, so that the API server's is not the one that waits for classes to load; nothing of it is recorded. */
final class SelfReview {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private SelfReview() {}

    /** Decides once and answers once over TLS; throws when either does not work. */
    static void run(
            Config config, int port, ServingIdentity identity, PolicySet policies, Instant now)
            throws IOException {
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
                                object, Operation.CREATE, Optional.empty(), Optional.empty(), now)
                        .inPhase(Phase.VALIDATE),
                Optional.empty(),
                PATIENCE);
        String address = config.listen().address();
        String host = address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(Trust.of(identity.caBundlePem())).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("https://" + host + ":" + port + "/validate"))
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
}

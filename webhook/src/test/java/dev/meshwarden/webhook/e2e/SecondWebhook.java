package dev.meshwarden.webhook.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import org.bouncycastle.asn1.x509.GeneralName;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Somebody else's mutating webhook, called after ours: adds an annotation once, so that ours is asked again. */
final class SecondWebhook implements AutoCloseable {
    static final String CONFIGURATION =
            "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
    private static final char[] NO_PASSWORD = {};

    private final HttpsServer server;
    private final String caPem;
    private final AtomicInteger calls = new AtomicInteger();

    private SecondWebhook(HttpsServer server, String caPem) {
        this.server = server;
        this.caPem = caPem;
    }

    /** Listens there, known by that address and by our Service's names. */
    static SecondWebhook start(String address, int port)
            throws IOException, GeneralSecurityException {
        KubePki pki = KubePki.create("second-ca");
        List<GeneralName> names = new ArrayList<>(List.of(KubePki.ip(address)));
        Cluster.serviceNames().forEach(name -> names.add(KubePki.dns(name)));
        var signed =
                pki.issue(
                        "second",
                        List.of(),
                        KubePki.Profile.server(Instant.now(), names.toArray(GeneralName[]::new)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry(
                "own", signed.key(), NO_PASSWORD, new Certificate[] {signed.certificate()});
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var server = HttpsServer.create(new InetSocketAddress(address, port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var webhook = new SecondWebhook(server, pki.caPem());
        server.createContext("/", webhook::answer);
        server.start();
        return webhook;
    }

    /** What its callers must trust, as a configuration holds it. */
    String caBundle() {
        return Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.US_ASCII));
    }

    int calls() {
        return calls.get();
    }

    /** Registers it under a name that sorts after ours. */
    void register(Api admin) throws Exception {
        admin.post(
                        CONFIGURATION,
                        """
                        {"apiVersion":"admissionregistration.k8s.io/v1","kind":"MutatingWebhookConfiguration",
                         "metadata":{"name":"zz-second"},"webhooks":[{"name":"second.example.com",
                          "admissionReviewVersions":["v1"],"sideEffects":"None","failurePolicy":"Fail",
                          "clientConfig":{"url":"https://%s:%d/","caBundle":"%s"},
                          "rules":[{"apiGroups":["security.istio.io"],"apiVersions":["*"],"resources":["*"],
                                    "operations":["CREATE","UPDATE"]}]}]}\
                        """
                                .formatted(
                                        server.getAddress().getHostString(),
                                        server.getAddress().getPort(),
                                        caBundle()))
                .orFail();
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        var request = Api.JSON.readTree(exchange.getRequestBody().readAllBytes()).path("request");
        ObjectNode answer = Api.JSON.createObjectNode();
        answer.put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
        ObjectNode response = answer.putObject("response");
        response.put("uid", request.path("uid").asText()).put("allowed", true);
        boolean there = request.path("object").path("metadata").path("annotations").has("second");
        if (!there) {
            String patch =
                    """
                    [{"op":"add","path":"/metadata/annotations","value":{"second":"was-here"}}]\
                    """;
            response.put("patchType", "JSONPatch")
                    .put(
                            "patch",
                            Base64.getEncoder()
                                    .encodeToString(patch.getBytes(StandardCharsets.UTF_8)));
        }
        byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

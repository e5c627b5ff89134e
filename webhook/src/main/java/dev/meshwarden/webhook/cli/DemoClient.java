package dev.meshwarden.webhook.cli;

import dev.meshwarden.policy.review.Review;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.webhook.assembly.Trust;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Calls the webhook as the API server does: an AdmissionReview by HTTPS, trusting the webhook's own CA alone. */
final class DemoClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client;
    private final String url;

    DemoClient(String caBundle, int port) {
        this.client = HttpClient.newBuilder().sslContext(Trust.of(caBundle)).build();
        this.url = "https://localhost:" + port;
    }

    /**
     * What came back.
     *
     * @param verdict as the answer's annotations name it
     * @param rules that denied, in order
     * @param patch operations; empty for none
     */
    record Answer(
            String verdict,
            String message,
            List<String> rules,
            Optional<Array> patch,
            Duration took) {
        Answer {
            rules = List.copyOf(rules);
        }
    }

    /** Sends a review to {@code /validate} or {@code /mutate}; throws when the call itself fails. */
    Answer ask(String path, Review review) throws IOException, InterruptedException {
        String uid = UUID.randomUUID().toString();
        Obj envelope =
                Obj.of(
                        Map.of(
                                "apiVersion", Str.of("admission.k8s.io/v1"),
                                "kind", Str.of("AdmissionReview"),
                                "request", review.request().with("uid", Str.of(uid))));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + path + "?timeout=10s"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JsonWriter.toJson(envelope)))
                        .build();
        long begun = System.nanoTime();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (answer.statusCode() != 200) {
            throw new IOException(
                    "the webhook answered " + answer.statusCode() + ": " + answer.body());
        }
        Value body = JsonReader.read(answer.body());
        if (!text(body, "response", "uid").equals(uid)) {
            throw new IOException("the webhook answered another review: " + answer.body());
        }
        return new Answer(
                text(body, "response", "auditAnnotations", "verdict"),
                text(body, "response", "status", "message"),
                rules(body),
                patch(text(body, "response", "patch")),
                took);
    }

    private static List<String> rules(Value body) {
        List<String> rules = new ArrayList<>();
        if (Review.at(body, "response", "status", "details", "causes") instanceof Array causes) {
            causes.forEach(cause -> rules.add(text(cause, "reason")));
        }
        return rules.stream().distinct().toList();
    }

    private static Optional<Array> patch(String encoded) {
        if (encoded.isEmpty()) {
            return Optional.empty();
        }
        String json = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        return JsonReader.read(json) instanceof Array ops ? Optional.of(ops) : Optional.empty();
    }

    private static String text(Value root, String... path) {
        return Review.at(root, path) instanceof Str s ? s.text() : "";
    }

    @Override
    public void close() {
        client.close();
    }
}

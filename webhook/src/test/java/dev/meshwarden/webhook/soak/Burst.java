package dev.meshwarden.webhook.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.assembly.Trust;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Two thousand reviews at once, over twenty connections of a hundred streams each. */
final class Burst {
    private static final int CONNECTIONS = 20;
    private static final int STREAMS = 100;
    private static final String DECIDED = "decided";
    private static final String AGAIN = "asked to come again";
    private static final String NONE = "no answer";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Burst() {}

    /**
     * Each gets an answer, its verdict or the wish that it be asked again, or its caller's patience ends; no other.
     */
    static void of(Replica replica) throws Exception {
        List<HttpClient> clients = new ArrayList<>();
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        Question question = Question.ALL.get(1);
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "https://localhost:"
                                                + replica.process().port()
                                                + question.path()
                                                + "?timeout=10s"))
                        .header("Content-Type", "application/json")
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(question.body()))
                        .build();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_2)
                            .sslContext(Trust.of(replica.caPem()))
                            .build());
        }
        List<CompletableFuture<HttpResponse<String>>> first = ask(clients, request);
        for (CompletableFuture<HttpResponse<String>> one : first) {
            one.handle((_, _) -> true).get(); // those that come next find a connection
        }
        for (int i = 0; i < STREAMS; i++) {
            asked.addAll(ask(clients, request));
        }
        Map<String, Integer> counts = new TreeMap<>();
        for (CompletableFuture<HttpResponse<String>> one : asked) {
            counts.merge(one.handle((answer, _) -> kind(question, answer)).get(), 1, Integer::sum);
        }
        System.out.println("soak: a burst of " + asked.size() + ": " + counts);
        clients.forEach(HttpClient::shutdownNow);
        assertThat(counts.keySet()).isSubsetOf(DECIDED, AGAIN, NONE);
    }

    private static List<CompletableFuture<HttpResponse<String>>> ask(
            List<HttpClient> clients, HttpRequest request) {
        return clients.stream()
                .map(client -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .toList();
    }

    private static String kind(Question question, @Nullable HttpResponse<String> answer) {
        if (answer == null) {
            return NONE;
        }
        if (answer.body().contains(question.mark())) {
            return DECIDED;
        }
        return answer.body().contains("try again")
                ? AGAIN
                : answer.statusCode() + " " + answer.body();
    }
}

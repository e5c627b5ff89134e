package dev.meshwarden.webhook.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.assembly.Trust;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Two thousand reviews at once, over twenty connections of a hundred streams each. */
final class Burst {
    private static final int CONNECTIONS = 20;
    private static final int STREAMS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Burst() {}

    /** Each gets an answer: its verdict, or the wish that it be asked again. */
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
            HttpClient client =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_2)
                            .sslContext(Trust.of(replica.caPem()))
                            .build();
            clients.add(client);
            client.send(request, HttpResponse.BodyHandlers.ofString()); // connects
        }
        for (int i = 0; i < STREAMS; i++) {
            for (HttpClient client : clients) {
                asked.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
            }
        }
        int decided = 0;
        for (CompletableFuture<HttpResponse<String>> one : asked) {
            HttpResponse<String> answer =
                    one.get(3 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
            boolean verdict = answer.body().contains(question.mark());
            decided += verdict ? 1 : 0;
            assertThat(answer.body()).contains("\"allowed\":false");
            assertThat(verdict || answer.body().contains("try again"))
                    .as(answer.body())
                    .isTrue();
        }
        System.out.printf(
                "soak: of a burst of %d reviews %d were decided, the others asked to come again%n",
                asked.size(), decided);
        clients.forEach(HttpClient::shutdownNow);
    }
}

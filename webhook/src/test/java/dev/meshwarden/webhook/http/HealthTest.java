package dev.meshwarden.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.ListenConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

class HealthTest {
    private static final Config ANY_PORT =
            Config.STANDARD.withListen(new ListenConfig("127.0.0.1", 0, 0));

    @TempDir Path folder;

    @Test
    void F48_aProcessThatIsOfNoUseAnyMoreIsNotHealthyAndSaysWhy() throws Exception {
        var fault = new AtomicReference<Optional<String>>(Optional.empty());
        try (var server = new ServerUnderTest(folder, Config.STANDARD);
                var admin =
                        new AdminServer(
                                ANY_PORT,
                                fault::get,
                                new Readiness(List.of(), List::of),
                                server.metrics,
                                server.identity,
                                server.callers,
                                Map.of(),
                                Optional.empty())) {
            admin.start();
            URI health = URI.create("http://127.0.0.1:" + admin.port() + "/healthz");
            HttpRequest.Builder request = HttpRequest.newBuilder(health);

            assertThat(server.send(request).body()).isEqualTo("ok\n");

            fault.set(Optional.of("the engine does not answer"));
            HttpResponse<String> answer = server.send(request);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("the engine does not answer\n");
        }
    }
}

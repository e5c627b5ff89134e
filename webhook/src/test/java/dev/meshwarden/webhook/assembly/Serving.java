package dev.meshwarden.webhook.assembly;

import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.ListenConfig;
import dev.meshwarden.webhook.config.PoliciesConfig;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The whole webhook, alive on any free ports, with a folder of policies beside the built-in ones. */
final class Serving implements AutoCloseable {
    final Path data;
    final Path policies;
    final Assembly assembly;
    private final HttpClient client;

    Serving(Path folder, PoliciesConfig.Enforcement enforcement) throws Exception {
        data = folder.resolve("data");
        policies = Files.createDirectories(folder.resolve("policies"));
        assembly = Assembly.start(config(enforcement), InstantSource.system());
        client = HttpClient.newBuilder().sslContext(Trust.of(assembly.caBundle())).build();
    }

    Config config(PoliciesConfig.Enforcement enforcement) {
        return Config.STANDARD
                .withListen(new ListenConfig("127.0.0.1", 0, 0))
                .withData(data)
                .withPolicies(
                        PoliciesConfig.STANDARD
                                .withFolders(List.of(policies))
                                .withEnforcement(enforcement)
                                .withReload(Duration.ofMillis(50)));
    }

    /** A rule that refuses ConfigMaps, with a message of the test's choice. */
    static String rule(String message) {
        return """
        # METADATA
        # title: No such ConfigMap
        # custom:
        #   id: ACME-1
        #   severity: low
        #   fix: Delete it.
        #   match: {kinds: [{apiGroups: [""], kinds: [ConfigMap]}]}
        package acme.one

        deny contains {"msg": "%s", "path": "/data"} if input.request.object.data.bad
        """
                .formatted(message);
    }

    /** Puts a whole file in place, as a careful writer does. */
    void write(String name, String text) throws IOException {
        Path unfinished = data.resolve(name + ".new");
        Files.writeString(unfinished, text);
        Files.move(
                unfinished,
                policies.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    String review() throws IOException, InterruptedException {
        return post("/validate", configMap()).body();
    }

    static String configMap() {
        return """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",
        "kind":{"group":"","version":"v1","kind":"ConfigMap"},
        "resource":{"group":"","version":"v1","resource":"configmaps"},
        "name":"settings","namespace":"shop","operation":"CREATE",
        "userInfo":{"username":"ann","groups":["shop"]},
        "object":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings","namespace":"shop"},
        "data":{"bad":"yes"}}}}\
        """;
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + assembly.port() + path))
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> admin(String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + assembly.adminPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Waits for a condition; fails when it does not come true in time. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("did not happen in 30 s: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    @Override
    public void close() {
        client.close();
        assembly.close();
    }
}

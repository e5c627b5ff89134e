package dev.meshwarden.webhook.cli;

import dev.meshwarden.webhook.assembly.Trust;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code serve} as a process of its own, with what it writes in files. */
final class ServeProcess implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Pattern PORT = Pattern.compile("Admission +https://localhost:([0-9]+)/");

    final Path data;
    final int port;
    private final Process process;
    private final Path out;
    private final Path err;
    private final HttpClient client;

    ServeProcess(Path folder, String... words) throws IOException {
        data = folder.resolve("data");
        out = folder.resolve("out.txt");
        err = folder.resolve("err.txt");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "serve",
                                "--port",
                                "0",
                                "--admin-port",
                                "0",
                                "--data",
                                data.toString()));
        command.addAll(List.of(words));
        process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        await("it serves", () -> !process.isAlive() || said().contains("Try it:"));
        Matcher address = PORT.matcher(said());
        if (!address.find()) {
            throw new IllegalStateException("it does not serve: " + log());
        }
        port = Integer.parseInt(address.group(1));
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(Trust.of(Files.readString(data.resolve("tls/bundle.pem"))))
                        .build();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it printed. */
    String said() {
        return read(out);
    }

    /** What it logged. */
    String log() {
        return read(err);
    }

    HttpResponse<String> review() throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/validate"))
                        .header("Content-Type", "application/json")
                        .timeout(LONG)
                        .POST(HttpRequest.BodyPublishers.ofString(REVIEW))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    void signal(String name) throws IOException, InterruptedException {
        command("kill", "-" + name, Long.toString(pid()));
    }

    static void command(String... words) throws IOException, InterruptedException {
        int status = new ProcessBuilder(words).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + status);
        }
    }

    /** Its exit code. */
    int end() throws InterruptedException {
        if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + log());
        }
        return process.exitValue();
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("did not happen in " + LONG + ": " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }

    static final String REVIEW =
            """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",
            "kind":{"group":"security.istio.io","version":"v1","kind":"PeerAuthentication"},
            "resource":{"group":"security.istio.io","version":"v1","resource":"peerauthentications"},
            "name":"x","namespace":"shop","operation":"CREATE",
            "userInfo":{"username":"ann","groups":["shop"]},
            "object":{"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication",
            "metadata":{"name":"x","namespace":"shop"},"spec":{"mtls":{"mode":"DISABLE"}}}}}
            """;
}

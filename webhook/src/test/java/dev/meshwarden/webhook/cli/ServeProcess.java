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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code serve} as a process of its own, with what it writes in files. */
public final class ServeProcess implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Pattern PORT = Pattern.compile("Admission +https://localhost:([0-9]+)/");
    private static final Pattern ADMIN_PORT = Pattern.compile("Admin +http://localhost:([0-9]+)/");
    private static final List<String> QUICK_TO_START =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    final Path data;
    final int port;
    private final int adminPort;
    private final Process process;
    private final Path out;
    private final Path err;
    private final HttpClient client;

    ServeProcess(Path folder, String... words) throws IOException {
        this(folder, QUICK_TO_START, Optional.empty(), List.of(words));
    }

    /**
     * Returns once it serves.
     *
     * @param folder where its data are, and what it writes
     * @param jvm options of the virtual machine
     * @param trusted the CA of its certificate; empty where that is its own
     */
    public ServeProcess(Path folder, List<String> jvm, Optional<String> trusted, List<String> words)
            throws IOException {
        data = folder.resolve("data");
        out = folder.resolve("out.txt");
        err = folder.resolve("err.txt");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
        command.addAll(1, jvm);
        command.addAll(words);
        process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()))
                        .start();
        await("it serves", () -> !process.isAlive() || said().contains("Audit key"));
        port = number(PORT);
        adminPort = number(ADMIN_PORT);
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(
                                Trust.of(
                                        trusted.isPresent()
                                                ? trusted.get()
                                                : Files.readString(data.resolve("tls/bundle.pem"))))
                        .build();
    }

    private int number(Pattern pattern) {
        Matcher found = pattern.matcher(said());
        if (!found.find()) {
            process.destroyForcibly();
            throw new IllegalStateException("it does not serve: " + log());
        }
        return Integer.parseInt(found.group(1));
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it printed. */
    String said() {
        return read(out);
    }

    /** What it logged. */
    public String log() {
        return read(err);
    }

    HttpResponse<String> review() throws IOException, InterruptedException {
        return post("/validate", REVIEW, LONG);
    }

    /** Waits for the answer as long as the API server would. */
    public HttpResponse<String> post(String path, String body, Duration patience)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                        .header("Content-Type", "application/json")
                        .timeout(patience)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What the admin port says. */
    public HttpResponse<String> admin(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + adminPort + path))
                        .timeout(LONG)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public void signal(String name) throws IOException, InterruptedException {
        command("kill", "-" + name, Long.toString(pid()));
    }

    public static void command(String... words) throws IOException, InterruptedException {
        int status = new ProcessBuilder(words).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + status);
        }
    }

    /** Its exit code. */
    public int end() throws InterruptedException {
        if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + log());
        }
        return process.exitValue();
    }

    public static void await(String what, BooleanSupplier condition) {
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

    /** A PeerAuthentication that turns mTLS off. */
    public static final String REVIEW =
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

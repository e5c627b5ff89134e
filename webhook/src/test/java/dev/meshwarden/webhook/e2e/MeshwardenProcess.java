package dev.meshwarden.webhook.e2e;

import com.fasterxml.jackson.databind.JsonNode;

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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code meshwarden serve} as a process of its own, with a data folder of its own.
 *
 * <p>Threading: by one thread; signals and questions by any.
 */
final class MeshwardenProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Pattern ADMIN =
            Pattern.compile("^Admin +(https?)://[^:/]+:(\\d+)/", Pattern.MULTILINE);
    private static final Pattern ADMISSION =
            Pattern.compile("^Admission +https://[^:/]+:(\\d+)/", Pattern.MULTILINE);
    private static final Pattern BUNDLE = Pattern.compile("^caBundle: +(\\S+)", Pattern.MULTILINE);

    private final Child process;
    private final Path folder;
    private final String address;
    private final HttpClient client;

    private MeshwardenProcess(Child process, Path folder, String address) {
        this.process = process;
        this.folder = folder;
        this.address = address;
        this.client = HttpClient.newBuilder().sslContext(AnyCertificate.context()).build();
    }

    /** The program's command line, run by the JDK that runs the tests. */
    static List<String> command(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.meshwarden.webhook.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Starts a replica and waits until it has said where it listens.
     *
     * @param folder its data lies in {@code data}, its log in {@code serve.log}
     * @param arguments of {@code serve}, beside folder and address
     */
    static MeshwardenProcess start(
            String name, Path folder, String address, int port, List<String> arguments)
            throws Exception {
        var process = launch(name, folder, address, port, arguments);
        try {
            Eventually.holds(
                    name + " serves",
                    LONGEST_START,
                    () -> {
                        if (!process.process.isAlive()) {
                            throw new IOException(name + " has ended");
                        }
                        return ADMIN.matcher(process.process.log()).find();
                    });
        } catch (IOException | AssertionError e) {
            process.close();
            throw new AssertionError(e.getMessage() + "\n" + process.process.tail(), e);
        }
        return process;
    }

    /** Starts a replica and waits for nothing. */
    static MeshwardenProcess launch(
            String name, Path folder, String address, int port, List<String> arguments)
            throws IOException {
        Files.createDirectories(folder);
        Path log = folder.resolve("serve.log");
        Files.deleteIfExists(log);
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "serve",
                                "--data",
                                folder.resolve("data").toString(),
                                "--listen",
                                address,
                                "--port",
                                Integer.toString(port),
                                "--admin-port",
                                "0"));
        all.addAll(arguments);
        return new MeshwardenProcess(
                Child.start(name, command(all.toArray(String[]::new)), Map.of(), log),
                folder,
                address);
    }

    Child process() {
        return process;
    }

    Path data() {
        return folder.resolve("data");
    }

    String address() {
        return address;
    }

    int port() {
        return Integer.parseInt(found(ADMISSION, 1));
    }

    /** What the API server must trust, as {@code serve} prints it: base64 of PEM. */
    String caBundle() {
        return found(BUNDLE, 1);
    }

    private String found(Pattern pattern, int group) {
        Matcher matcher = pattern.matcher(process.log());
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + process.tail());
        }
        return matcher.group(group);
    }

    /** What the admin port answers, with the token that it asks for where others can reach it. */
    HttpResponse<String> admin(String path) throws IOException, InterruptedException {
        String url = found(ADMIN, 1) + "://" + address + ":" + found(ADMIN, 2) + path;
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5));
        if (url.startsWith("https:")) {
            String token = Files.readString(data().resolve("keys").resolve("admin.token")).strip();
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    boolean isReady() throws InterruptedException {
        try {
            return process.isAlive() && admin("/readyz").statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    void awaitReady() throws Exception {
        Eventually.holds(process.name() + " is ready", Duration.ofSeconds(30), this::isReady);
    }

    /** As a rollout ends it; it has drained when this returns. */
    void stop() throws IOException, InterruptedException {
        stop(Duration.ofSeconds(40));
    }

    /**
     * @param grace as the pod's
     */
    void stop(Duration grace) throws IOException, InterruptedException {
        process.terminate();
        int code = process.awaitEnd(grace.toSeconds());
        if (code != 0 && code != 143) {
            throw new AssertionError("ended with " + code + ": " + process.tail());
        }
    }

    /** The sum of a counter over its labels, or over those lines that hold {@code label}. */
    double metric(String name, String label) throws IOException, InterruptedException {
        return admin("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The decisions so far about an object, of one phase ({@code validate} or {@code mutate}), in order. */
    List<JsonNode> decisions(String phase, String namespace, String name) throws IOException {
        return records().stream()
                .filter(r -> r.path("hook").path("phase").asText().equals(phase))
                .filter(r -> r.path("req").path("ns").asText().equals(namespace))
                .filter(r -> r.path("req").path("name").asText().equals(name))
                .toList();
    }

    /** The latest validating decision about an object. */
    JsonNode decision(String namespace, String name) throws Exception {
        return Eventually.present(
                "a decision about " + namespace + "/" + name,
                () -> decisions("validate", namespace, name).reversed().stream().findFirst());
    }

    /** Every record of the audit log so far, in order. */
    List<JsonNode> records() throws IOException {
        return AuditFiles.records(data());
    }

    @Override
    public void close() {
        process.close();
    }
}

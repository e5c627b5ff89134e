package dev.meshwarden.webhook.assembly;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** An API server that keeps one Lease, if it is asked to, and has only one answer to everything else. */
final class FakeApiServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger version = new AtomicInteger();
    private volatile String lease = "";
    private final int status;
    private final Duration delay;
    private final boolean keepsLease;

    /**
     * @param status of every answer
     * @param delay before every answer
     * @param keepsLease whether the Lease is read and written all the same, at once
     */
    FakeApiServer(int status, Duration delay, boolean keepsLease) throws IOException {
        this.status = status;
        this.delay = delay;
        this.keepsLease = keepsLease;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** A kubeconfig that names it. */
    Path kubeconfig(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("kubeconfig"),
                """
                apiVersion: v1
                kind: Config
                current-context: c
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                """
                        .formatted(server.getAddress().getPort()));
    }

    /** Method and path of each call about anything but the Lease. */
    List<String> calls() {
        return calls.stream().filter(call -> !call.contains("/leases")).toList();
    }

    /** Of each call about the Lease. */
    List<String> callsAboutTheLease() {
        return calls.stream().filter(call -> call.contains("/leases")).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            calls.add(exchange.getRequestMethod() + " " + path);
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (keepsLease && path.contains("/leases")) {
                keep(exchange, body);
                return;
            }
            LockSupport.parkNanos(delay.toNanos());
            exchange.getResponseHeaders().add("Retry-After", "1");
            send(exchange, status, failure(status));
        }
    }

    private void keep(HttpExchange exchange, String body) throws IOException {
        if (!exchange.getRequestMethod().equals("GET")) {
            Obj sent = (Obj) JsonReader.read(body);
            Obj metadata = (Obj) Objects.requireNonNull(sent.get("metadata"));
            String next = Integer.toString(version.incrementAndGet());
            lease =
                    JsonWriter.toJson(
                            sent.with("metadata", metadata.with("resourceVersion", Str.of(next))));
        }
        String held = lease;
        send(exchange, held.isEmpty() ? 404 : 200, held.isEmpty() ? failure(404) : held);
    }

    private static String failure(int code) {
        return """
        {"apiVersion":"v1","kind":"Status","status":"Failure","code":%d,"message":"told so by the test"}\
        """
                .formatted(code);
    }

    private static void send(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

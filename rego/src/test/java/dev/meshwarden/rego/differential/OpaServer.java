package dev.meshwarden.rego.differential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The real {@code opa} as a server, where the machine has it at {@code $OPA}: one process for all pairs. */
final class OpaServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final Process process;
    private final String address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private OpaServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Skips the test, saying so, where there is no opa.
     *
     * @param options such as {@code --v0-compatible}
     */
    static OpaServer orSkip(String... options) throws IOException, InterruptedException {
        String opa = System.getenv("OPA");
        if (opa == null || !Files.isExecutable(Path.of(opa))) {
            System.err.println("SKIPPED: no opa at $OPA, nothing was compared with it");
            Assumptions.abort("no opa");
        }
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var command = new ArrayList<>(List.of(opa, "run", "--server", "--addr"));
        command.addAll(List.of("127.0.0.1:" + port, "--log-level", "error", "--disable-telemetry"));
        command.addAll(List.of(options));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var server = new OpaServer(process, "http://127.0.0.1:" + port);
        server.awaitStart();
        return server;
    }

    private void awaitStart() throws InterruptedException {
        while (true) {
            try {
                send("GET", "/health", "");
                return;
            } catch (IOException e) {
                if (process.waitFor(20, MILLISECONDS)) {
                    throw new IllegalStateException("opa ended at once", e);
                }
            }
        }
    }

    /** The errors of the module as {@code row:column:code message}; empty when it was taken. */
    List<String> load(String module) throws IOException, InterruptedException {
        return errors(send("PUT", "/v1/policies/m.rego", module));
    }

    void unload() throws IOException, InterruptedException {
        send("DELETE", "/v1/policies/m.rego", "");
    }

    /** The value of a rule, builtin errors being errors. */
    Answer ask(String path) throws IOException, InterruptedException {
        Obj all =
                send("POST", "/v1/data/" + path + "?strict-builtin-errors=true", "{\"input\":{}}");
        if (all.get("errors") instanceof Array errors) {
            Obj first = (Obj) errors.at(0);
            return new Answer(text(first, "code"), text(first, "message"), null);
        }
        Value result = all.get("result");
        return result == null ? Answer.UNDEFINED : new Answer("defined", "", result);
    }

    private static List<String> errors(Obj all) {
        var found = new ArrayList<String>();
        if (all.get("errors") instanceof Array errors) {
            for (Value e : errors) {
                Obj at = ((Obj) e).get("location") instanceof Obj o ? o : Obj.EMPTY;
                String place = number(at, "row") + ":" + number(at, "col");
                found.add(place + ":" + text((Obj) e, "code") + " " + text((Obj) e, "message"));
            }
        }
        return found;
    }

    private static String number(Obj from, String field) {
        return from.get(field) instanceof Num n ? n.text() : "0";
    }

    private static String text(Obj from, String field) {
        return from.get(field) instanceof Str s ? s.text() : "";
    }

    private Obj send(String method, String path, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(address + path))
                        .timeout(PATIENCE)
                        .method(method, BodyPublishers.ofString(body, UTF_8))
                        .build();
        String answer = client.send(request, BodyHandlers.ofString(UTF_8)).body();
        return answer.isBlank() ? Obj.EMPTY : (Obj) JsonReader.read(answer);
    }

    @Override
    public void close() {
        process.destroy();
        client.close();
    }
}

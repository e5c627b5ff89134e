package dev.meshwarden.rego.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The real {@code opa}, where the machine has it: at {@code $OPA} or on the path. */
final class OpaTool {
    private final String path;

    private OpaTool(String path) {
        this.path = path;
    }

    /** Skips the test, saying so, where there is none. */
    static OpaTool orSkip() {
        String named = System.getenv("OPA");
        List<Path> places = new ArrayList<>();
        if (named != null) {
            places.add(Path.of(named));
        }
        String path = System.getenv("PATH");
        for (String folder : (path == null ? "" : path).split(java.io.File.pathSeparator, -1)) {
            places.add(Path.of(folder, "opa"));
        }
        for (Path place : places) {
            if (Files.isExecutable(place)) {
                return new OpaTool(place.toString());
            }
        }
        System.err.println("SKIPPED: no opa at $OPA or on the path, nothing was compared with it");
        Assumptions.abort("no opa");
        throw new IllegalStateException("bug: not aborted");
    }

    /** What it prints; its exit code does not matter. */
    String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(path));
        command.addAll(Arrays.asList(arguments));
        try {
            Process p =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            p.getOutputStream().close();
            return new String(p.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

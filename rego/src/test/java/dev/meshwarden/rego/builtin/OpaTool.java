package dev.meshwarden.rego.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

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

    /**
     * What it answers to each call, in the form of {@link Call#run}. All in one process; the arguments go through a function, so that
     * its type checker cannot refuse them beforehand.
     */
    List<String> answers(List<String> calls, boolean v0) {
        var module = new StringBuilder("package t\n");
        for (int i = 0; i < calls.size(); i++) {
            String value = "sprintf(\"%v\", [[" + Call.dynamic(calls.get(i), i) + "]])";
            module.append(
                    (v0 ? "r[%d] = x { x = %s }\n" : "r[%d] := x if { x := %s }\n")
                            .formatted(i, value));
        }
        module.append(
                v0
                        ? "o(_, x) = y { y = input.a with input.a as x }\n"
                        : "o(_, x) := y if { y := input.a with input.a as x }\n");
        Obj printed = (Obj) JsonReader.read(run(module.toString(), v0));
        List<String> answers = new ArrayList<>(Collections.nCopies(calls.size(), "undefined"));
        if (printed.get("errors") instanceof Array errors) {
            for (Value e : errors) {
                Obj error = (Obj) e;
                Obj at = (Obj) Objects.requireNonNull(error.get("location"), printed::toString);
                int row = (int) ((Num) Objects.requireNonNull(at.get("row"))).longOr(0);
                answers.set(row - 2, text(error, "code") + ": " + text(error, "message"));
            }
        }
        if (printed.get("result") instanceof Array results
                && results.at(0) instanceof Obj result
                && result.get("expressions") instanceof Array expressions
                && expressions.at(0) instanceof Obj expression
                && expression.get("value") instanceof Obj values) {
            values.forEach((k, v) -> {
                String text = ((Str) v).text();
                int i = Integer.parseInt(((Str) k).text());
                answers.set(i, text.substring(1, text.length() - 1));
            });
        }
        return answers;
    }

    private static String text(Obj object, String key) {
        return object.get(key) instanceof Str s ? s.text() : "";
    }

    private String run(String module, boolean v0) {
        try {
            Path file = Files.createTempFile("calls", ".rego");
            try {
                Files.writeString(file, module);
                return run(
                        "eval",
                        "--format=json",
                        "--show-builtin-errors",
                        v0 ? "--v0-compatible" : "--v1-compatible",
                        "--data=" + file,
                        "data.t.r");
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

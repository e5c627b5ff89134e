package dev.meshwarden.rego.compile;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The real {@code opa check} finds the same faults in the fixtures, where the machine has it. */
class OpaCheckTest {
    @TestFactory
    Stream<DynamicTest> findsWhatOpaFinds() throws IOException {
        String opa = System.getenv("OPA");
        if (opa == null || !Files.isExecutable(Path.of(opa))) {
            System.err.println("SKIPPED: no opa at $OPA, faults were not compared with its own");
            Assumptions.abort("no opa");
        }
        return CompileFixturesTest.fixtures().stream()
                .map(file ->
                        DynamicTest.dynamicTest(
                                file.getFileName().toString(),
                                () -> {
                                    List<String> theirs = theirs(opa, file);
                                    assertThat(placedAs(theirs, ours(file))).isEqualTo(theirs);
                                }));
    }

    /** Where OPA names no place, ours need not be compared: having one is better. */
    private static List<String> placedAs(List<String> theirs, List<String> ours) {
        var placed = new ArrayList<>(ours);
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            if (theirs.get(i).startsWith("0:0 ")) {
                placed.set(i, "0:0 " + ours.get(i).substring(ours.get(i).indexOf(' ') + 1));
            }
        }
        return placed;
    }

    private static List<String> ours(Path file) throws IOException {
        CompileSettings settings = Compiling.settings().withForbidden(Set.of());
        return switch (CompileFixturesTest.compile(Files.readString(file), settings)) {
            case ModuleCompilation.Compiled _ -> List.of();
            case ModuleCompilation.Rejected(var diagnostics) ->
                    diagnostics.stream()
                            .map(d ->
                                    d.at().row()
                                            + ":"
                                            + d.at().column()
                                            + " "
                                            + d.code()
                                            + ": "
                                            + d.message())
                            .toList();
        };
    }

    private static List<String> theirs(String opa, Path file) throws IOException {
        var command = new ArrayList<>(List.of(opa, "check", "--format", "json"));
        String first = Files.readString(file).lines().findFirst().orElse("");
        if (first.startsWith("# rego:") && first.contains("v0")) {
            command.add("--v0-compatible");
        }
        if (first.startsWith("# rego:") && first.contains("strict")) {
            command.add("--strict");
        }
        Path copy = Files.createTempDirectory("opa-check").resolve("test-0.rego");
        Files.copy(file, copy);
        command.add(copy.toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
        var found = new ArrayList<String>();
        if (answer.startsWith("{") && JsonReader.read(answer) instanceof Obj all) {
            for (Value e : all.get("errors") instanceof Array a ? a.asList() : List.<Value>of()) {
                found.add(line((Obj) e).replace(copy.toString(), "test-0.rego"));
            }
        }
        return found;
    }

    private static String line(Obj error) {
        Obj at = error.get("location") instanceof Obj o ? o : Obj.EMPTY;
        return number(at, "row")
                + ":"
                + number(at, "col")
                + " "
                + text(error, "code")
                + ": "
                + text(error, "message");
    }

    private static String text(Obj from, String field) {
        return from.get(field) instanceof Str s ? s.text() : "";
    }

    private static String number(Obj from, String field) {
        return from.get(field) instanceof Num n ? n.text() : "0";
    }
}

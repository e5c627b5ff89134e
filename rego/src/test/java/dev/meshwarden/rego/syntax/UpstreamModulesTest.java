package dev.meshwarden.rego.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every module and query of OPA's own evaluation cases can be read. */
class UpstreamModulesTest {
    @ParameterizedTest
    @EnumSource(
            value = RegoVersion.class,
            names = {"V0", "V1"})
    void allOfThemCanBeRead(RegoVersion version) throws IOException {
        Path cases = folder().resolve(version == RegoVersion.V0 ? "v0/cases" : "v1/cases");
        Assumptions.assumeTrue(
                Files.isDirectory(cases), "SKIPPED: REGO_COMPLIANCE_DIR names no folder");
        var unread = new ArrayList<String>();
        int read = 0;
        for (Path file : files(cases)) {
            for (Value v : cases(file)) {
                var one = (Obj) v;
                for (Value text : one.get("modules") instanceof Array a ? a : Array.EMPTY) {
                    read++;
                    note(
                            unread,
                            Parser.module(
                                    new Source(file.getFileName().toString(), text(text)),
                                    ParseOptions.STANDARD.withVersion(version)));
                }
                if (one.get("query") instanceof Str query) {
                    read++;
                    note(
                            unread,
                            Parser.query(
                                    new Source(file.getFileName().toString(), query.text()),
                                    ParseOptions.STANDARD.withVersion(version)));
                }
            }
        }
        assertThat(read).isGreaterThan(4_000);
        assertThat(unread).isEmpty();
    }

    private static void note(List<String> unread, Parsed<?> parsed) {
        if (parsed instanceof Parsed.Failed<?>(var diagnostics)) {
            unread.add(diagnostics.getFirst().line());
        }
    }

    private static Iterable<Value> cases(Path file) throws IOException {
        Value all = JsonReader.read(Files.readString(file));
        return all instanceof Obj o ? (Array) requireNonNull(o.get("cases")) : (Array) all;
    }

    private static String text(Value value) {
        return ((Str) value).text();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
    }

    private static Path folder() {
        String named = System.getenv("REGO_COMPLIANCE_DIR");
        return named != null
                ? Path.of(named)
                : FixtureTree.root().resolveSibling("shared").resolve("rego-compliance");
    }
}

package dev.meshwarden.rego.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.fixtures.Golden;
import dev.meshwarden.rego.ast.Module;
import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each {@code x.rego} beside {@code x.ast}, its text printed back, or {@code x.err}, its diagnostics; {@code x.v0.rego} is v0. */
class SyntaxFixturesTest {
    @TestFactory
    Stream<DynamicTest> modulesAreReadAsTheGoldensSay() throws IOException {
        return modules().map(f -> dynamicTest(f.getFileName().toString(), () -> check(f)));
    }

    @TestFactory
    Stream<DynamicTest> whatIsPrintedReadsBackTheSame() throws IOException {
        return modules()
                .filter(f -> parse(f) instanceof Parsed.Ok<Module>)
                .map(f -> dynamicTest(f.getFileName().toString(), () -> printedReadsBack(f)));
    }

    private static Stream<Path> modules() throws IOException {
        try (Stream<Path> files = Files.list(FixtureTree.fixture("rego/syntax"))) {
            return files.filter(f -> f.toString().endsWith(".rego")).sorted().toList().stream();
        }
    }

    private static RegoVersion version(Path file) {
        return file.toString().endsWith(".v0.rego") ? RegoVersion.V0 : RegoVersion.V1;
    }

    private static Parsed<Module> parse(Path file) {
        try {
            var source = new Source(file.getFileName().toString(), Files.readString(file));
            return Parser.module(source, ParseOptions.STANDARD.withVersion(version(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Path file) {
        String base = file.toString().replaceFirst("\\.rego$", "");
        switch (parse(file)) {
            case Parsed.Ok<Module>(var module) -> {
                assertThat(Path.of(base + ".err")).doesNotExist();
                Golden.check(Path.of(base + ".ast"), module + "\n");
            }
            case Parsed.Failed<Module>(var diagnostics) -> {
                assertThat(Path.of(base + ".ast")).doesNotExist();
                Golden.check(
                        Path.of(base + ".err"),
                        diagnostics.stream()
                                .map(Diagnostic::excerpt)
                                .collect(Collectors.joining("\n")));
            }
        }
    }

    private static void printedReadsBack(Path file) {
        var first = (Parsed.Ok<Module>) parse(file);
        String printed = first.value().toString();
        Parsed<Module> again =
                Parser.module(
                        new Source("printed.rego", printed),
                        ParseOptions.STANDARD.withVersion(version(file)));
        assertThat(again).isInstanceOf(Parsed.Ok.class);
        assertThat(((Parsed.Ok<Module>) again).value()).hasToString(printed);
    }
}

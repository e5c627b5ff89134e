package dev.meshwarden.rego.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.fixtures.Golden;
import dev.meshwarden.rego.ast.Module;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.syntax.ParseOptions;
import dev.meshwarden.rego.syntax.Parsed;
import dev.meshwarden.rego.syntax.Parser;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each {@code x.rego} beside {@code x.err}, what the type check says of it; without {@code x.err} it says nothing. */
class TypeFixturesTest {
    @TestFactory
    Stream<DynamicTest> typesAreCheckedAsTheGoldensSay() throws IOException {
        try (Stream<Path> files = Files.list(FixtureTree.fixture("rego/types"))) {
            return files
                    .filter(f -> f.toString().endsWith(".rego"))
                    .sorted()
                    .map(f -> dynamicTest(f.getFileName().toString(), () -> check(f)))
                    .toList()
                    .stream();
        }
    }

    private static void check(Path file) {
        List<Diagnostic> found =
                switch (ModuleCompiler.compile(List.of(module(file)), CompileSettings.STANDARD)) {
                    case ModuleCompilation.Compiled _ -> List.of();
                    case ModuleCompilation.Rejected(var diagnostics) -> diagnostics;
                };
        if (file.toString().endsWith("nothing-wrong.rego")) {
            assertThat(found).isEmpty();
        } else {
            Golden.check(
                    Path.of(file.toString().replaceFirst("\\.rego$", ".err")),
                    found.stream().map(Diagnostic::excerpt).collect(Collectors.joining("\n")));
        }
    }

    private static Module module(Path file) {
        try {
            var source = new Source(file.getFileName().toString(), Files.readString(file));
            return switch (Parser.module(source, ParseOptions.STANDARD)) {
                case Parsed.Ok<Module>(var module) -> module;
                case Parsed.Failed<Module>(var diagnostics) ->
                        throw new AssertionError(diagnostics.toString());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

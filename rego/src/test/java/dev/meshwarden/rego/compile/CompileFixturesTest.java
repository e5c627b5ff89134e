package dev.meshwarden.rego.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.fixtures.Golden;
import dev.meshwarden.rego.ast.RegoVersion;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Each module of {@code test-fixtures/rego/compile} compiles to what its {@code .compiled} says, or is refused with what its {@code .err} says. */
class CompileFixturesTest {
    static List<Path> fixtures() throws IOException {
        try (Stream<Path> files = Files.list(FixtureTree.fixture("rego/compile"))) {
            return files.filter(f -> f.toString().endsWith(".rego")).sorted().toList();
        }
    }

    /** The first line of a fixture may say {@code # rego: v0 strict}. */
    static ModuleCompilation compile(String text, CompileSettings settings) {
        String first = text.lines().findFirst().orElse("");
        boolean isDirective = first.startsWith("# rego:");
        return Compiling.compile(
                isDirective && first.contains("v0") ? RegoVersion.V0 : RegoVersion.V1,
                settings.withStrict(isDirective && first.contains("strict")),
                text);
    }

    @TestFactory
    Stream<DynamicTest> compilesOrIsRefusedAsExpected() throws IOException {
        return fixtures().stream()
                .map(file ->
                        DynamicTest.dynamicTest(
                                file.getFileName().toString(), file.toUri(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".rego", "");
        Path good = file.resolveSibling(name + ".compiled");
        Path bad = file.resolveSibling(name + ".err");
        switch (compile(Files.readString(file), Compiling.settings())) {
            case ModuleCompilation.Compiled(var modules) -> {
                assertThat(bad).doesNotExist();
                Golden.check(good, Compiling.text(modules));
            }
            case ModuleCompilation.Rejected(var diagnostics) -> {
                assertThat(good).doesNotExist();
                Golden.check(bad, Compiling.lines(diagnostics) + "\n");
            }
        }
    }
}

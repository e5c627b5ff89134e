package dev.meshwarden.rego.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.fixtures.Golden;
import dev.meshwarden.rego.engine.Compilation;
import dev.meshwarden.rego.engine.CompileOptions;
import dev.meshwarden.rego.engine.Preparation;
import dev.meshwarden.rego.engine.RegoCompiler;
import dev.meshwarden.rego.plan.PlanPrinter;
import dev.meshwarden.rego.source.Source;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code x.rego} comes to {@code x.plan}. The query stands in the first line; a line {@code # ---} begins another module. */
class PlanFixturesTest {
    @TestFactory
    Stream<DynamicTest> modulesComeToTheirPlans() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(FixtureTree.fixture("rego/plan"))) {
            files = all.filter(f -> f.toString().endsWith(".rego")).sorted().toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream().map(f -> DynamicTest.dynamicTest(name(f), f.toUri(), () -> check(f)));
    }

    private static void check(Path file) {
        String text = read(file);
        String query = text.lines().findFirst().orElseThrow().replaceFirst("^# query: ", "");
        List<Source> modules = new ArrayList<>();
        for (String module : text.split("(?m)^# ---$", -1)) {
            modules.add(new Source("m" + modules.size() + ".rego", module));
        }
        var compiled =
                (Compilation.Compiled) RegoCompiler.compile(modules, CompileOptions.STANDARD);
        var prepared = (Preparation.Prepared) compiled.policy().prepare(query);
        Golden.check(
                file.resolveSibling(name(file) + ".plan"),
                PlanPrinter.print(prepared.query().plan()));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".rego", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

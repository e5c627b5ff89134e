package dev.meshwarden.rego.tester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.engine.CompileOptions;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The Rego tests that come with Gatekeeper's library of policies, each folder loaded together, through our own runner. */
class GatekeeperLibraryTest {
    @Test
    void everyTestOfGatekeepersLibraryPasses() throws IOException {
        List<Path> folders = folders(library().resolve("src"));
        List<TestResult> results = new ArrayList<>();
        for (Path folder : folders) {
            results.addAll(run(folder));
        }
        long passed = results.stream().filter(r -> r.outcome() == TestResult.Outcome.PASS).count();
        System.out.printf(
                "Gatekeeper's library: %d of %d tests pass, in %d folders%n",
                passed, results.size(), folders.size());
        assertThat(results)
                .isNotEmpty()
                .filteredOn(r -> r.outcome() != TestResult.Outcome.PASS)
                .isEmpty();
    }

    private static List<Path> folders(Path top) throws IOException {
        try (Stream<Path> walk = Files.walk(top)) {
            return walk.filter(f -> f.toString().endsWith("_test.rego"))
                    .map(Path::getParent)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static List<TestResult> run(Path folder) throws IOException {
        List<Source> modules = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".rego")).sorted().toList()) {
                modules.add(new Source(file.toString(), Files.readString(file)));
            }
        }
        return switch (TestRunner.of(
                modules, Obj.EMPTY, CompileOptions.STANDARD.withVersion(RegoVersion.V0))) {
            case TestRunner.Preparing.Ready(var runner) ->
                    runner.run(_ -> true, Duration.ofSeconds(5), Instant.EPOCH, _ -> {});
            case TestRunner.Preparing.Rejected(var why) ->
                    throw new AssertionError(folder + ": " + why);
        };
    }

    private static Path library() {
        String dir = System.getenv("GATEKEEPER_LIBRARY_DIR");
        Path library =
                dir != null
                        ? Path.of(dir)
                        : FixtureTree.root().resolve("../shared/gatekeeper-library").normalize();
        if (!Files.isDirectory(library)) {
            System.err.println(
                    "SKIPPED: Gatekeeper's library is not here; set GATEKEEPER_LIBRARY_DIR ("
                            + library
                            + ")");
        }
        assumeTrue(Files.isDirectory(library), () -> "no library in " + library);
        return library;
    }
}

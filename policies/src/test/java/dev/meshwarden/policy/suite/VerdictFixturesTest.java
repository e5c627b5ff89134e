package dev.meshwarden.policy.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.policy.pack.PolicySources;
import dev.meshwarden.rego.source.Source;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Every verdict fixture, under the policies that come with the product. */
class VerdictFixturesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TestFactory
    Stream<DynamicTest> eachFixtureGetsTheVerdictThatItClaims() {
        var runner = new FixtureRunner(builtIn(), PATIENCE);
        Path top = FixtureTree.fixture(".").normalize();
        return FixtureTree.foldersWith(top, "case.yaml").stream()
                .map(folder ->
                        dynamicTest(
                                top.relativize(folder).toString(),
                                folder.resolve("case.yaml").toUri(),
                                () ->
                                        assertThat(runner.run(read(folder)).differences())
                                                .isEmpty()));
    }

    private static PolicySet builtIn() {
        return switch (PolicySet.load(PolicySources.builtIn(), System::nanoTime)) {
            case PolicySet.Loading.Loaded(var policies, _) -> policies;
            case PolicySet.Loading.Rejected(var why) -> throw new AssertionError(why);
        };
    }

    private static VerdictFixture read(Path folder) {
        Source source = source(folder.resolve("case.yaml")).orElseThrow();
        return switch (FixtureReader.read(source, f -> source(folder.resolve(f)), NOW)) {
            case FixtureReader.Outcome.Read(var fixture) -> fixture;
            case FixtureReader.Outcome.Failed(var why) -> throw new AssertionError(why);
        };
    }

    private static Optional<Source> source(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(new Source(file.toString(), Files.readString(file)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.meshwarden.webhook.cli;

import dev.meshwarden.policy.suite.FixtureReader;
import dev.meshwarden.policy.suite.VerdictFixture;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.webhook.assembly.SourceFolder;
import dev.meshwarden.webhook.assembly.UnreadableFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds and reads verdict fixtures: folders with a {@code case.yaml}. */
final class VerdictCases {
    static final String FILE = "case.yaml";

    private VerdictCases() {}

    /** Every {@code case.yaml} at or below a path, in path order. */
    static List<Path> find(Path at, String shown) {
        try (Stream<Path> walk = Files.walk(at)) {
            return walk.filter(f -> f.getFileName().toString().equals(FILE)).sorted().toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new UnreadableFile(shown, UnreadableFile.why(e));
        }
    }

    /**
     * Reads one; throws {@link CannotRead} with everything that is wrong with it.
     *
     * @param now the time of a case that does not say
     */
    static VerdictFixture read(Path file, Instant now) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        return switch (FixtureReader.read(
                SourceFolder.source(file), name -> sibling(folder, name), now)) {
            case FixtureReader.Outcome.Read(var fixture) -> fixture;
            case FixtureReader.Outcome.Failed(var why) -> throw new CannotRead(why);
        };
    }

    private static Optional<Source> sibling(Path folder, String name) {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file)
                ? Optional.of(SourceFolder.source(file))
                : Optional.empty();
    }
}

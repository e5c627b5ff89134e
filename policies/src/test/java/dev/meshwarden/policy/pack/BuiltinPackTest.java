package dev.meshwarden.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.fixtures.Golden;
import dev.meshwarden.rego.source.Source;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class BuiltinPackTest {
    private static final Path PACK = FixtureTree.root().resolve("policies/src/main/rego");

    @Test
    void theIndexNamesEveryFileOfThePack() throws IOException {
        try (Stream<Path> walk = Files.walk(PACK)) {
            String listed =
                    walk.filter(Files::isRegularFile)
                            .map(p -> PACK.relativize(p).toString().replace('\\', '/'))
                            .filter(p -> p.endsWith(".rego") || p.endsWith(".md"))
                            .sorted()
                            .collect(Collectors.joining("\n", "", "\n"));
            Golden.check(PACK.resolve("pack.index"), listed);
        }
    }

    @Test
    void sourcesAreThePackWithoutItsTests() {
        assertThat(BuiltinPack.sources())
                .isNotEmpty()
                .extracting(Source::name)
                .allMatch(n -> n.startsWith("pack/"))
                .noneMatch(n -> n.endsWith("_test.rego"));
        assertThat(BuiltinPack.withTests()).containsAll(BuiltinPack.sources());
    }
}

package dev.meshwarden.rego.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.fuzz.Mutation;
import dev.meshwarden.rego.source.Source;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Broken texts come to an answer, and a refusal says where. The seed is fixed, so a failure repeats. */
class ParserFuzzTest {
    @Test
    void mutatedModulesNeverBreakTheParser() throws IOException {
        var random = new Random(20);
        List<String> texts = texts();
        for (String text : texts) {
            for (int i = 0; i < 300; i++) {
                RegoVersion version = RegoVersion.values()[random.nextInt(3)];
                answers(Mutation.of(text, texts, random), version);
            }
        }
    }

    private static void answers(String text, RegoVersion version) {
        var source = new Source("fuzz.rego", text);
        ParseOptions options = ParseOptions.STANDARD.withVersion(version);
        switch (Parser.module(source, options)) {
            case Parsed.Ok<?>(var module) -> assertThat(module.toString()).isNotEmpty();
            case Parsed.Failed<?>(var diagnostics) ->
                    assertThat(diagnostics)
                            .isNotEmpty()
                            .allSatisfy(d -> assertThat(d.message()).isNotBlank());
        }
        assertThat(Parser.query(source, options)).isNotNull();
    }

    private static List<String> texts() throws IOException {
        try (Stream<Path> files = Files.list(FixtureTree.fixture("rego/syntax"))) {
            return files.filter(f -> f.toString().endsWith(".rego"))
                    .sorted()
                    .map(ParserFuzzTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

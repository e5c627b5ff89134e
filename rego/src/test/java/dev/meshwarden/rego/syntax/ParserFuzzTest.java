package dev.meshwarden.rego.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.rego.ast.RegoVersion;
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
    private static final List<String> PIECES =
            List.of(
                    "{",
                    "}",
                    "(",
                    ")",
                    "[",
                    "]",
                    ",",
                    ";",
                    ":",
                    ":=",
                    "=",
                    "==",
                    "|",
                    "&",
                    "-",
                    ".",
                    "not ",
                    "some ",
                    "every ",
                    " in ",
                    " with ",
                    " as ",
                    " else ",
                    "default ",
                    "import ",
                    "package ",
                    " if ",
                    " contains ",
                    " and ",
                    " or ",
                    "_",
                    "\n",
                    "#\n",
                    "\"",
                    "`",
                    "$\"{",
                    "$`",
                    "\\",
                    "\u0000",
                    "\uFEFF",
                    "\uD800",
                    "0x",
                    "1e999999999");

    @Test
    void mutatedModulesNeverBreakTheParser() throws IOException {
        var random = new Random(20);
        for (String text : texts()) {
            for (int i = 0; i < 300; i++) {
                var broken = new StringBuilder(text);
                for (int j = random.nextInt(1, 4); j > 0; j--) {
                    int at = random.nextInt(broken.length());
                    int end = Math.min(broken.length(), at + random.nextInt(3));
                    broken.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
                }
                RegoVersion version = RegoVersion.values()[random.nextInt(3)];
                answers(broken.toString(), version);
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

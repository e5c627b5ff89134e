package dev.meshwarden.rego.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;

class YamlReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "yes | \"yes\"",
                "on | \"on\"",
                "TRUE | true",
                "017 | 15",
                "0o17 | 15",
                "08 | 8",
                "0x1F | 31",
                "-0b11 | -3",
                "1_000 | 1000",
                "1.0 | 1",
                "1e3 | 1000",
                "1e400 | \"1e400\"",
                ".5 | 0.5",
                "12345678901234567890 | 12345678901234567890",
                "123456789012345678901234567890 | 1.2345678901234568e+29",
                "2001-12-14 | \"2001-12-14\"",
                "12:30:45 | \"12:30:45\"",
                "~ | null",
                "!!str 12 | \"12\"",
                "!!int \"12\" | 12",
                "!!binary aGVsbG8= | \"hello\"",
                "{1: a, true: b, 1.5: c} | {\"1\":\"a\",\"1.5\":\"c\",\"true\":\"b\"}",
                "{1e6: a} | {\"1e+06\":\"a\"}",
                "{a: 1, a: 2} | {\"a\":2}",
            })
    void a_scalar_means_what_go_yaml_reads(String yaml, String json) {
        assertThat(YamlReader.read(yaml)).hasToString(JsonReader.read(json).toString());
    }

    @Test
    void own_keys_win_over_merged_ones_and_earlier_sources_over_later() {
        String yaml =
                """
                a: &a {x: 1, y: 1}
                b: &b {x: 2, z: 2}
                one: {x: 9, <<: *a}
                both:
                  <<: [*a, *b]
                  y: 9
                """;
        Obj read = (Obj) YamlReader.read(yaml);
        assertThat(read.get("one")).isEqualTo(JsonReader.read("{\"x\":9,\"y\":1}"));
        assertThat(read.get("both")).isEqualTo(JsonReader.read("{\"x\":1,\"y\":9,\"z\":2}"));
    }

    @Test
    void manifests_have_the_booleans_of_yaml_11() {
        Value read = YamlReader.manifests("{a: yes, b: Off, on: \"no\", 1: n}").getFirst().value();
        assertThat(read)
                .isEqualTo(JsonReader.read("{\"a\":true,\"b\":false,\"true\":\"no\",\"1\":false}"));
    }

    @Test
    void manifests_refuse_a_key_given_twice_and_say_where() {
        assertThatThrownBy(() -> YamlReader.manifests("a: 1\nb: 2\n  \na: 3\n"))
                .isInstanceOfSatisfying(
                        MalformedText.class,
                        e -> {
                            assertThat(e.reason()).isEqualTo("the key \"a\" is already there");
                            assertThat(e.row()).isEqualTo(4);
                            assertThat(e.column()).isEqualTo(1);
                        });
    }

    @Test
    void manifests_refuse_more_than_fifty_aliases() {
        String few = "a: &a 1\nb: [" + "*a,".repeat(50) + "]";
        assertThat(YamlReader.manifests(few)).hasSize(1);
        String many = "a: &a 1\nb: [" + "*a,".repeat(51) + "]";
        assertThatThrownBy(() -> YamlReader.manifests(many))
                .hasMessage("document contains excessive aliasing");
    }

    @Test
    void aliases_that_multiply_are_refused() {
        var yaml = new StringBuilder("a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n");
        for (int i = 1; i < 40; i++) {
            String alias = "*a" + (i - 1);
            yaml.append("a").append(i).append(": &a").append(i).append(" [");
            yaml.append(String.join(",", java.util.Collections.nCopies(10, alias))).append("]\n");
        }
        assertThatThrownBy(() -> YamlReader.read(yaml.toString()))
                .hasMessage("document contains excessive aliasing");
    }

    @Test
    void every_document_of_a_stream_is_read() {
        List<YamlDocument> read = YamlReader.documents("a: 1\n---\n- b\n---\n# nothing\n");
        assertThat(read)
                .extracting(d -> d.value().toString())
                .containsExactly("{\"a\": 1}", "[\"b\"]", "null");
        assertThat(YamlReader.documents("# nothing\n")).isEmpty();
    }

    @Test
    void only_the_first_document_counts_but_the_rest_must_parse() {
        assertThat(YamlReader.readFirst("a\n---\n!!int x")).isEqualTo(Str.of("a"));
        assertThatThrownBy(() -> YamlReader.readFirst("a\n---\n[1"))
                .isInstanceOf(MalformedText.class);
    }

    @Test
    void every_node_and_key_has_a_place_by_json_pointer() {
        String yaml = "é/é: x\nb:\n  - 1\n  - \"\\U0001F600\": 𝒳 𝒳\n    c~d: [5, {e: f}]\n";
        YamlDocument read = YamlReader.documents(yaml).getFirst();
        assertThat(read.places())
                .containsEntry("", new YamlDocument.Place(1, 1))
                .containsEntry("/é~1é", new YamlDocument.Place(1, 6))
                .containsEntry("/b", new YamlDocument.Place(3, 3))
                .containsEntry("/b/0", new YamlDocument.Place(3, 5))
                .containsEntry("/b/1/\uD83D\uDE00", new YamlDocument.Place(4, 19))
                .containsEntry("/b/1/c~0d/1/e", new YamlDocument.Place(5, 18));
        assertThat(read.keyPlaces())
                .containsEntry("/b", new YamlDocument.Place(2, 1))
                .containsEntry("/b/1/c~0d", new YamlDocument.Place(5, 5))
                .containsEntry("/b/1/c~0d/1/e", new YamlDocument.Place(5, 15))
                .hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1,2,3 | 1 | 7 | did not find expected ',' or ']'",
                "*u | 1 | 1 | unknown anchor 'u' referenced",
                "&x [*x] | 1 | 5 | anchor 'x' value contains itself",
                "{a: !!int x} | 1 | 5 | cannot decode `x` as a !!int",
                "{a: .nan} | 1 | 5 | JSON has no such number: .nan",
                "? [1] | 1 | 3 | invalid map key: a mapping or a sequence",
                "null: 1 | 1 | 1 | unsupported map key of type null",
                "<<: 1 | 1 | 5 | map merge requires map or sequence of maps as the value",
            })
    void what_cannot_be_read_says_why_and_where(String yaml, int row, int column, String reason) {
        assertThatThrownBy(() -> YamlReader.readFirst(yaml))
                .isInstanceOfSatisfying(
                        MalformedText.class,
                        e -> {
                            assertThat(e.reason()).startsWith(reason);
                            assertThat(e.row()).isEqualTo(row);
                            assertThat(e.column()).isEqualTo(column);
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "? ", "- ", "- ? ", "[{a: ", "&a [", "!!x ["})
    void deep_nesting_is_refused(String opening) {
        assertThatThrownBy(() -> YamlReader.readFirst(opening.repeat(100_000)))
                .isInstanceOf(MalformedText.class);
        assertThatThrownBy(() -> YamlReader.manifests(opening.repeat(100_000)))
                .isInstanceOf(MalformedText.class);
    }

    @Test
    void any_text_is_read_or_refused() {
        var random = new Random(7);
        String alphabet =
                "[]{}:,-?&*!|>'\"%@`# \n\t\ra1_~<\u0001\u0085\u2028\ufeff\ud83d\ude00\\0x.";
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(24); n >= 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Throwable thrown = catchThrowable(() -> YamlReader.documents(text.toString()));
            if (thrown == null) {
                read++;
            } else {
                assertThat(thrown).as("of <%s>", text).isInstanceOf(MalformedText.class);
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }
}

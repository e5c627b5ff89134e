package dev.meshwarden.policy.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Value;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointerTest {
    /** The document of RFC 6901, section 5. */
    private static final Value RFC =
            JsonReader.read(
                    "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,\"g|h\":4,"
                            + "\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,\"m~n\":8}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "/foo/0=\"bar\"",
                "/=0",
                "/a~1b=1",
                "/c%d=2",
                "/e^f=3",
                "/g|h=4",
                "/i\\j=5",
                "/k\"l=6",
                "/m~0n=8"
            })
    void findsWhatTheStandardSays(String pointer, String found) {
        assertThat(Pointer.parse(pointer).orElseThrow().find(RFC)).hasToString(found);
    }

    @Test
    void theEmptyPointerIsTheDocument() {
        assertThat(Pointer.ROOT.find(RFC)).isEqualTo(RFC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "/a~2", "/a~", " /a"})
    void refusesWhatIsNoPointer(String text) {
        assertThat(Pointer.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/foo/2", "/foo/01", "/foo/-", "/foo/-1", "/foo/bar", "/no", "/a~1b/x"})
    void findsNothingBesideTheDocument(String pointer) {
        assertThat(Pointer.parse(pointer).orElseThrow().find(RFC)).isNull();
    }

    @Test
    void textComesBackAsItWas() {
        assertThat(Pointer.parse("/a~1b/m~0n/~01")).hasToString("Optional[/a~1b/m~0n/~01]");
    }
}

package dev.meshwarden.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

class StrictBytesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " \t\r\n{\"a\":1}",
                "{\"a\":\"\u00e9\u20ac\ud83d\ude00\uffff\"}",
                "{\"a\":\"\\ud83d\\ude00 \\\\ud83d \\u0000\"}",
                "{\"a\":\"\\",
                "{\"a\":\"\\u12"
            })
    void F8_whatTheStandardAllowsPassesToTheParser(String text) {
        assertThat(StrictBytes.fault(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "7b22c0af227d, overlong slash",
        "7b22c180227d, overlong",
        "7b22e08080227d, overlong of three",
        "7b22f0808080227d, overlong of four",
        "7b22eda080227d, surrogate",
        "7b22edbfbf227d, surrogate",
        "7b22f4908080227d, above U+10FFFF",
        "7b22f5808080227d, no lead byte",
        "7b2280227d, lone continuation",
        "7b22e282, cut short",
        "7b22ff227d, never a byte"
    })
    void F8_whatIsNotUtf8IsNamedWithItsByte(String hex, String why) {
        assertThat(StrictBytes.fault(HexFormat.of().parseHex(hex)))
                .as(why)
                .contains("the body is not valid UTF-8 at byte 2");
    }

    @Test
    void F8_marksControlsAndOtherEncodingsAreRefused() {
        assertThat(fault("\ufeff{}")).contains("byte order mark");
        assertThat(fault("{\"a\":\"\u0000\"}")).contains("control character at byte 6");
        assertThat(fault("{\"a\":\u001f1}")).contains("control character at byte 5");
        assertThat(StrictBytes.fault("{}".getBytes(StandardCharsets.UTF_16LE)).orElse(""))
                .contains("control character");
        assertThat(StrictBytes.fault("{}".getBytes(StandardCharsets.UTF_16)).orElse(""))
                .contains("UTF-8");
        assertThat(
                        StrictBytes.fault(
                                        "{}".getBytes(java.nio.charset.Charset.forName("UTF-32BE")))
                                .orElse(""))
                .contains("control character");
    }

    @Test
    void F1_onlyAnObjectBegins() {
        assertThat(fault("")).contains("empty");
        assertThat(fault("  \n")).contains("not a JSON object");
        assertThat(fault("[]")).contains("not a JSON object");
        assertThat(fault("\"x\"")).contains("not a JSON object");
        assertThat(fault("\u00e9{}")).contains("not a JSON object");
    }

    @Test
    void F8_halfASurrogatePairIsRefusedAsAnEscapeToo() {
        assertThat(fault("{\"a\":\"\\ud83d\"}")).contains("lone surrogate escape at byte 6");
        assertThat(fault("{\"a\":\"\\ude00\"}")).contains("lone surrogate escape");
        assertThat(fault("{\"a\":\"\\ud83d\\u0041\"}")).contains("lone surrogate escape");
        assertThat(fault("{\"a\":\"\\ud83dx\"}")).contains("lone surrogate escape");
    }

    private static String fault(String text) {
        return StrictBytes.fault(text.getBytes(StandardCharsets.UTF_8)).orElse("");
    }
}

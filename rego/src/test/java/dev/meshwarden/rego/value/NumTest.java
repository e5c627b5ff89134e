package dev.meshwarden.rego.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as values: their text, equality, order. What arithmetic prints is compared with opa elsewhere. */
final class NumTest {
    @ParameterizedTest
    @ValueSource(strings = {"1.50", "1e3", "-0", "0.10", "1E+2", "100000000000000000000000.0"})
    void theTextStays(String text) {
        assertThat(Num.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "1e3, 1000",
        "1.50, 1.5",
        "0.1, 1e-1",
        "-0, 0",
        "0.0, 0e99",
        "1e30, 1000000000000000000000000000000",
        "123456789012345678901234567890.0, 123456789012345678901234567890",
        "9223372036854775808, 9223372036854775808.0",
        "0.30000000000000000000, 0.3",
        "12e-1, 1.2"
    })
    void equalValuesAreOneWithOneHash(String a, String b) {
        assertThat(Num.parse(a)).isEqualTo(Num.parse(b)).hasSameHashCodeAs(Num.parse(b));
        assertThat(Num.parse(a).compareTo(Num.parse(b))).isZero();
        assertThat(RegoSet.of(Num.parse(a), Num.parse(b)).size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "-1e400, -1",
        "-1, -0.5",
        "0, 1e-400",
        "0.1, 0.10000000000000000001",
        "1, 1.0000000000000000000001",
        "9223372036854775807, 9223372036854775808",
        "1e30, 1000000000000000000000000000001",
        "2, 10",
        "-10, -2",
        "1.5, 2",
        "99, 100.5"
    })
    void theOrderIsExact(String less, String more) {
        assertThat(Num.parse(less)).isLessThan(Num.parse(more));
        assertThat(Num.parse(more)).isGreaterThan(Num.parse(less));
        assertThat(Num.parse(less)).isNotEqualTo(Num.parse(more));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e30104", "1e-30105", "1e99999999999", "-1e40000"})
    void F7_exponentsBeyondTheBoundAreRefused(String text) {
        assertThatThrownBy(() -> Num.parse(text))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage("number too big");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e30102", "1e-30103", "0e99999999", "1"})
    void exponentsInsideAreNot(String text) {
        assertThat(Num.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+1", ".5", "5.", "1e", "1e+", "0x1", "1 ", "1_0", "NaN", "١"})
    void whatIsNoNumberIsRefused(String text) {
        assertThatThrownBy(() -> Num.parse(text)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void resultsCompareByTheirDigits() {
        Num sum = Num.parse("0.1").plus(Num.parse("0.2"));
        assertThat(sum).isEqualTo(Num.parse("0.3")).hasSameHashCodeAs(Num.parse("0.3"));
        assertThat(Num.of(1).dividedBy(Num.of(3)).text()).isEqualTo("0.33333333333333333334");
    }

    @Test
    void doublesPrintAsGoPrintsThem() {
        assertThat(Num.of(1e6).text()).isEqualTo("1e+06");
        assertThat(Num.of(0.00001).text()).isEqualTo("1e-05");
        assertThat(Num.of(-0.5).text()).isEqualTo("-0.5");
        assertThat(Num.of(100.0).text()).isEqualTo("100");
        assertThatThrownBy(() -> Num.of(Double.NaN)).isInstanceOf(NumberFormatException.class);
    }
}

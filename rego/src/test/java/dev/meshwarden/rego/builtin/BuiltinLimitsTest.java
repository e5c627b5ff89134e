package dev.meshwarden.rego.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.limit.Limits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

/** Calls that would take the memory or the time: each halts, and names its limit. */
final class BuiltinLimitsTest {
    private static final Limits LIMITS = Limits.STANDARD.withDeadline(Duration.ofSeconds(5));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numbers.range(1, 1000000000000)             | collection size",
                "numbers.range(-1e300, 1e300)                | collection size",
                "numbers.range_step(0, 1e12, 2)              | collection size",
                "net.cidr_expand(\"10.0.0.0/8\")             | collection size",
                "net.cidr_expand(\"::/0\")                   | collection size",
                "bits.lsh(1, 1000000000)                     | number digits",
                "bits.lsh(1, 18446744073709551616)           | number digits",
                "units.parse(\"1e999999\")                   | number digits",
                "units.parse_bytes(\"1e999999\")             | number digits",
                "mul(1e30000, mul(1e30000, 1e30000))          | number exponent",
                "mul(1e-30000, mul(1e-30000, 0.5))           | number exponent",
                "sprintf(\"%9999999d\", [1])                 | string size",
                "sprintf(\"%.9999999f\", [1.5])              | string size",
                "regex.match(\"((a{100}){100}){2}\", \"a\")  | eval_builtin_error"
            })
    void F26_aCallTooLargeHaltsAtOnce(String call, String limit) {
        assertThat(Call.run(call, LIMITS).text()).contains(limit);
    }

    @Test
    void F26_aTextMultipliedByItselfHalts() {
        String doubled = "\"" + "x".repeat(4_000) + "\"";
        String call = "replace(" + doubled + ", \"x\", " + doubled + ")";
        assertThat(Call.run(call, LIMITS).text()).isEqualTo("halt: string size");
    }

    @Test
    void F27_aLongMatchHaltsByItsStepsOrItsDeadline() {
        String text = "\"" + "a".repeat(200_000) + "\"";
        String call = "regex.match(\"(a?){500}a{400}b$\", " + text + ")";
        assertThat(Call.run(call, Limits.STANDARD.withDeadline(Duration.ofMillis(500))).text())
                .startsWith("halt: ");
    }

    @Test
    void F28_aPatternThatCompilesToTooMuchHalts() {
        assertThat(Call.run("regex.match(`" + "x{1000}".repeat(11) + "`, \"a\")", LIMITS).text())
                .isEqualTo("halt: regex size");
    }

    @Test
    void nestingBreaksNothing() {
        String deep = "(".repeat(100_000) + ")".repeat(100_000);
        assertThat(Call.run("regex.match(`" + deep + "`, \"a\")", LIMITS).text())
                .isEqualTo("halt: regex size");
        assertThat(Call.run("json.is_valid(`" + "[".repeat(9_999) + "`)", LIMITS).text())
                .isEqualTo("false");
        assertThat(Call.run("json.unmarshal(`" + "[".repeat(99_999) + "`)", LIMITS).text())
                .contains("exceeded max depth");
        assertThat(Call.run("strings.render_template(`{{" + deep + "}}`, {})", LIMITS).text())
                .startsWith("eval_builtin_error");
    }

    @Test
    void hugeNumbersCostNoMoreThanTheirLength() {
        String digits = "9".repeat(90_000);
        assertThat(Call.run("equal(" + digits + ", " + digits + "1)", LIMITS).text())
                .isEqualTo("false");
        assertThat(Call.run("count({1e400, 1e-400, 1e30000, 1e30001})", LIMITS).text())
                .isEqualTo("4");
        assertThat(Call.run("count([mul(1e10000, 1e10000)])", LIMITS).text()).isEqualTo("1");
        assertThat(Call.run("to_number(\"1e99999999\")", LIMITS).text())
                .contains("value out of range");
    }
}

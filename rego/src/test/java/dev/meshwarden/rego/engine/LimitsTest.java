package dev.meshwarden.rego.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.limit.Limit;
import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Value;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** An evaluation that would not end, or not fit, halts and says where. */
class LimitsTest {
    private static final String LOOP =
            """
            package test

            p if {
                some a in input
                some b in input
                some c in input
                a + b + c == -1
            }
            """;

    private static Value numbers(int count) {
        Array.Builder all = Array.builder(count);
        for (int i = 0; i < count; i++) {
            all.add(Num.of(i));
        }
        return all.build();
    }

    @Test
    void F25_tooManyStepsHaltInTheRuleAtTheLoop() {
        var answers =
                Answers.of(LOOP).input(numbers(200)).limits(Limits.STANDARD.withSteps(100_000));
        Outcome outcome = answers.outcome("data.test.p");
        assertThat(outcome).isInstanceOf(Outcome.Halted.class);
        var halted = (Outcome.Halted) outcome;
        assertThat(halted.limit()).isEqualTo(Limit.STEPS);
        assertThat(halted.rule()).isEqualTo("data.test.p");
        assertThat(halted.at().row()).isBetween(4, 7);
    }

    @Test
    void aDeadlineThatHasPassedHalts() {
        var answers =
                Answers.of(LOOP)
                        .input(numbers(200))
                        .limits(Limits.STANDARD.withDeadline(Duration.ZERO));
        assertThat(answers.ask("data.test.p")).startsWith("halted by deadline in data.test.p");
    }

    @Test
    void F25_callsNestAsDeepAsTheLimitAndNoDeeper() {
        assertThat(Answers.of(chain(900)).ask("data.test.r900")).isEqualTo("901");
        assertThat(Answers.of(chain(1_100)).ask("data.test.r1100"))
                .startsWith("halted by call depth in data.test.r100 ");
    }

    private static String chain(int length) {
        var module = new StringBuilder("package test\n\nr0 := 1\n");
        for (int i = 1; i <= length; i++) {
            module.append("r%d := x if { some y in [r%d]; x := y + 1 }%n".formatted(i, i - 1));
        }
        return module.toString();
    }

    @Test
    void F26_aResultThatIsTooLargeHalts() {
        var answers =
                Answers.of("package test\n\np := [input, input]")
                        .input(numbers(1_000))
                        .limits(Limits.STANDARD.withResultBytes(5_000));
        assertThat(answers.ask("data.test.p")).startsWith("halted by result size");
        assertThat(answers.ask("count(data.test.p)")).isEqualTo("2");
    }

    @Test
    void aValueNestedDeeperThanTheLimitHalts() {
        var calls = new StringBuilder();
        for (int i = 0; i < 101; i++) {
            calls.append("f(");
        }
        var answers =
                Answers.of(
                        "package test\n\nf(x) := [[[[[[[[[[x]]]]]]]]]]\n\np := "
                                + calls
                                + "1"
                                + ")".repeat(101));
        assertThat(answers.ask("data.test.p")).startsWith("halted by value depth");
        assertThat(answers.ask("is_array(data.test.p)")).isEqualTo("true");
    }

    @Test
    void F25_aRangeOfATrillionNumbersHalts() {
        assertThat(Answers.of("package test\n\np := numbers.range(1, 1e12)").ask("data.test.p"))
                .isEqualTo("halted by collection size in data.test.p at test.rego:3:6");
    }

    @Test
    void aProductOfHugeNumbersHalts() {
        assertThat(Answers.of("package test\n\np := 1e20000 * 1e20000").ask("data.test.p"))
                .isEqualTo("halted by number exponent in data.test.p at test.rego:3:6");
        assertThat(Answers.of("package test\n\np := 1e10000 * 1e10000 > 1").ask("data.test.p"))
                .isEqualTo("true");
    }

    @Test
    void F27_aPatternThatBacktracksElsewhereTakesLinearTimeHere() {
        var answers =
                Answers.of("package test\n\np := regex.match(`^(a+)+$`, input)")
                        .input("\"" + "a".repeat(50_000) + "b\"");
        assertThat(answers.ask("data.test.p")).isEqualTo("false");
    }
}

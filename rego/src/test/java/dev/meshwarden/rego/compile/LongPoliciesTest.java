package dev.meshwarden.rego.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What authors or generators write at length compiles, and never at the cost of the stack. */
class LongPoliciesTest {
    @Test
    void aChainOfThousandsOfRules() {
        var text = new StringBuilder("package test\n\nr0 := 1\n");
        for (int i = 1; i < 1_000; i++) {
            text.append("r").append(i).append(" := r").append(i - 1).append(" + 1\n");
        }

        CompiledModules modules = Compiling.good(text.toString());

        assertThat(modules.graph().sorted()).hasSize(1_000);
    }

    @Test
    void aCircleOfThousandsOfRules() {
        var text = new StringBuilder("package test\n\n");
        for (int i = 0; i < 1_000; i++) {
            text.append("r").append(i).append(" := r").append((i + 1) % 1_000).append("\n");
        }

        assertThat(Compiling.faults(text.toString()))
                .contains("rego_recursion_error: rule data.test.r0 is recursive: data.test.r0 ->")
                .endsWith("error limit reached");
    }

    @Test
    void aBodyOfHundredsOfExpressionsInTheWrongOrder() {
        var text = new StringBuilder("package test\n\np if {\n");
        for (int i = 400; i > 0; i--) {
            text.append("\tx").append(i).append(" = x").append(i - 1).append(" + 1\n");
        }
        text.append("\tx0 = input.a\n}\n");

        CompiledRule rule = Compiling.good(text.toString()).tree().allRules().getFirst();

        assertThat(rule.body().get(0).toString()).isEqualTo("x0 = input.a");
        assertThat(rule.body().get(rule.body().size() - 1).toString()).startsWith("x400 =");
    }

    @Test
    void faultsPastTheTenthAreNotListed() {
        var text = new StringBuilder("package test\n\n");
        for (int i = 0; i < 30; i++) {
            text.append("p").append(i).append(" if x").append(i).append(" == 1\n");
        }

        assertThat(Compiling.faults(text.toString()).lines()).hasSize(11);
    }
}

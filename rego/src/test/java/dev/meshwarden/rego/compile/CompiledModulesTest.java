package dev.meshwarden.rego.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.source.Location;

import org.junit.jupiter.api.Test;

import java.util.List;

class CompiledModulesTest {
    private static final CompiledModules MODULES =
            Compiling.good(
                    """
                    package a.b

                    p if q

                    q := 1 if input.x
                    else := r

                    s[k] := 1 if some k in input.keys

                    s.fixed := 2
                    """,
                    """
                    package a.b

                    r := count(input.y)

                    f(x, y) := x + y
                    """,
                    "package a.empty\n");

    private static Ref ref(String... parts) {
        Ref ref = Ref.of("data", Location.NONE);
        for (String part : parts) {
            ref = ref.append(Scalar.string(part, Location.NONE));
        }
        return ref;
    }

    private static CompiledRule rule(String name) {
        return MODULES.tree().find(ref("a", "b", name)).rules().getFirst();
    }

    @Test
    void rulesOfOnePackageLieTogetherWhateverTheirModule() {
        assertThat(MODULES.tree().find(ref("a", "b")).allRules()).hasSize(6);
        assertThat(MODULES.tree().find(ref("a", "empty")).allRules()).isEmpty();
        assertThat(MODULES.tree().find(ref("a", "c"))).isNull();
    }

    @Test
    void aRuleWithAVariableInItsPathLiesAtTheGroundPart() {
        assertThat(MODULES.tree().find(ref("a", "b", "s")).rules()).hasSize(1);
        assertThat(MODULES.tree().find(ref("a", "b", "s", "fixed")).rules()).hasSize(1);
    }

    @Test
    void everyRuleComesBehindThoseItReads() {
        List<CompiledRule> sorted = MODULES.graph().sorted();

        assertThat(sorted).hasSize(7);
        for (CompiledRule rule : sorted) {
            for (CompiledRule read : MODULES.graph().readBy(rule)) {
                assertThat(sorted.indexOf(read)).isLessThan(sorted.indexOf(rule));
            }
        }
    }

    @Test
    void readingARuleMeansReadingItsElseBranches() {
        CompiledRule q = rule("q");

        assertThat(MODULES.graph().readBy(rule("p"))).containsExactly(q, q.orElse());
        assertThat(MODULES.graph().readBy(q.orElse())).containsExactly(rule("r"));
    }

    @Test
    void builtinsThatAreCalledAreListed() {
        assertThat(MODULES.builtins()).contains("count", "plus", "eq").doesNotContain("upper");
    }

    @Test
    void rulesOfDifferentNumberAreDifferent() {
        assertThat(rule("p")).isNotEqualTo(rule("q")).isEqualTo(rule("p"));
    }
}

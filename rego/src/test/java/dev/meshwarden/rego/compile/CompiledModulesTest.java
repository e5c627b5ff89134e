package dev.meshwarden.rego.compile;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

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

    private static RuleTree<CompiledRule> at(String... parts) {
        return requireNonNull(MODULES.tree().find(ref(parts)));
    }

    private static CompiledRule rule(String name) {
        return at("a", "b", name).rules().getFirst();
    }

    @Test
    void rulesOfOnePackageLieTogetherWhateverTheirModule() {
        assertThat(at("a", "b").allRules()).hasSize(6);
        assertThat(at("a", "empty").allRules()).isEmpty();
        assertThat(MODULES.tree().find(ref("a", "c"))).isNull();
    }

    @Test
    void aRuleWithAVariableInItsPathLiesAtTheGroundPart() {
        assertThat(at("a", "b", "s").rules()).hasSize(1);
        assertThat(at("a", "b", "s", "fixed").rules()).hasSize(1);
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
        CompiledRule otherwise = requireNonNull(q.orElse());

        assertThat(MODULES.graph().readBy(rule("p"))).containsExactly(q, otherwise);
        assertThat(MODULES.graph().readBy(otherwise)).containsExactly(rule("r"));
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

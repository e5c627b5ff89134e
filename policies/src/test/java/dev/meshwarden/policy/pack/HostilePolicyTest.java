package dev.meshwarden.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.decision.Verdict;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.policy.rule.Unchecked;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.YamlReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A policy that would take all time or memory is stopped, says where, and denies like any that cannot be judged. */
class HostilePolicyTest {
    private static final String HEAD =
            """
            # METADATA
            # title: Hostile
            # custom:
            #   id: H-1
            #   severity: low
            #   fix: None.
            #   match: {kinds: [{apiGroups: ["*"], kinds: ["*"]}]}
            package hostile

            """;
    private static final Duration BUDGET = Duration.ofMillis(600);

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                deny contains "x" if {
                  some a in numbers.range(1, 1000)
                  some b in numbers.range(1, 1000)
                  some c in numbers.range(1, 1000)
                  a + b + c == 0
                }
                """,
                """
                big := [x | some x in numbers.range(1, 4000); some y in numbers.range(1, 4000)]
                deny contains "x" if count(big) == 0
                """,
                """
                deny contains "x" if {
                  some x in numbers.range(1, 100000000)
                  x == -1
                }
                """
            })
    void F25_aPolicyWithoutEndIsStoppedWithinItsTimeAndItsRuleAndLineNamed(String body) {
        long begun = System.nanoTime();
        Decision decision = decide(body, "ok");
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(took).isLessThan(BUDGET.plusSeconds(2));
        Unchecked.Halted halted = halted(decision);
        assertThat(halted.where()).startsWith("data.hostile.").containsPattern("h\\.rego:1[0-9]");
        assertThat(decision.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(decision.code()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                a := "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                b := replace(a, "x", a)
                c := replace(b, "x", b)
                d := replace(c, "x", c)
                deny contains "x" if d == ""
                """,
                """
                s := {[x, y] | some x in numbers.range(1, 20000); some y in numbers.range(1, 20000)}
                deny contains "x" if count(s) == 0
                """
            })
    void F26_aPolicyThatBuildsGigabytesIsStoppedBeforeItHasThem(String body) {
        Decision decision = decide(body, "ok");

        assertThat(halted(decision).limit()).isIn("string size", "built size", "steps", "deadline");
        assertThat(decision.code()).isEqualTo(500);
    }

    @Test
    void F27_aPatternThatBacktracksElsewhereIsAnsweredAtOnce() {
        Decision decision =
                decide(
                        "deny contains \"matched\" if regex.match(`(.*a){12}b`, \""
                                + "a".repeat(40)
                                + "\")",
                        "ok");

        assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
    }

    @Test
    void F28_aPatternThatNobodyCanCompileIsRefusedWhereverItComesFrom() {
        String pattern = "((a{0,1000}){0,1000}){0,10}";
        Decision own = decide("deny contains \"x\" if regex.match(`" + pattern + "`, \"a\")", "ok");
        Decision tenants =
                decide(
                        "pattern := input.request.object.spec.http[0].match[0].uri.regex\n"
                                + "deny contains \"x\" if regex.match(pattern, \"a\")",
                        pattern);

        assertThat(failed(own)).contains("h.rego:10:", "invalid repeat count");
        assertThat(failed(tenants)).contains("h.rego:11:", "invalid repeat count");
        assertThat(
                        halted(
                                        decide(
                                                "deny contains \"x\" if regex.match(`"
                                                        + "x{1000}".repeat(11)
                                                        + "`, \"a\")",
                                                "ok"))
                                .limit())
                .isEqualTo("regex size");
    }

    @Test
    void F28_theBuiltInRulesAreNotImpressedByATenantsPattern() {
        PolicySet pack = loaded(PolicySources.builtIn());
        long begun = System.nanoTime();
        Decision decision =
                pack.decide(
                        review("((a{0,1000}){0,1000}){0,10}"),
                        Optional.empty(),
                        Duration.ofSeconds(20));

        assertThat(decision.unchecked()).noneMatch(u -> u.isError());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    private static String failed(Decision decision) {
        assertThat(decision.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(decision.unchecked().getFirst().reason()).isInstanceOf(Unchecked.Failed.class);
        return ((Unchecked.Failed) decision.unchecked().getFirst().reason()).diagnostic().line();
    }

    private static Unchecked.Halted halted(Decision decision) {
        assertThat(decision.unchecked()).hasSize(1);
        assertThat(decision.unchecked().getFirst().reason()).isInstanceOf(Unchecked.Halted.class);
        return (Unchecked.Halted) decision.unchecked().getFirst().reason();
    }

    private static Decision decide(String body, String regex) {
        PolicySet policies =
                loaded(PolicySources.of(List.of(new Source("h.rego", HEAD + body + "\n"))));
        return policies.decide(review(regex), Optional.empty(), BUDGET);
    }

    private static Review review(String regex) {
        Obj object = (Obj) YamlReader.manifests(service(regex)).getFirst().value();
        return Reviews.ofManifest(
                object, Operation.CREATE, Optional.empty(), Optional.empty(), Instant.EPOCH);
    }

    private static String service(String regex) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: shop, namespace: shop}
        spec:
          hosts: [shop]
          http:
          - match: [{uri: {regex: "%s"}}]
            route: [{destination: {host: shop}}]
        """
                .formatted(regex);
    }

    private static PolicySet loaded(PolicySources sources) {
        PolicySet.Loading loading = PolicySet.load(sources, System::nanoTime);
        assertThat(loading).isInstanceOf(PolicySet.Loading.Loaded.class);
        return ((PolicySet.Loading.Loaded) loading).policies();
    }
}

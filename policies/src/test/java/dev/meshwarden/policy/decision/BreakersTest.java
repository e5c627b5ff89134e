package dev.meshwarden.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.decision.RuleResult.Outcome;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Unchecked;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Rules that cost too much are left alone for a while, and are still not taken for satisfied. */
class BreakersTest {
    private static final Review REVIEW = of("shop");

    private final Scene scene = new Scene();
    private final List<String> told = new ArrayList<>();
    private int asked;

    private Decider decider() {
        return scene.decider()
                .guardedBy(
                        new Breakers(
                                scene.nanos::get,
                                (rule, where, why, time) ->
                                        told.add(
                                                rule
                                                        + " "
                                                        + time.toSeconds()
                                                        + " s "
                                                        + where
                                                        + ": "
                                                        + why)));
    }

    private static Review of(String namespace) {
        return Scene.creation(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: %s}}"
                        .formatted(namespace));
    }

    private Decision decide(Decider decider) {
        return decider.decide(REVIEW, Optional.empty(), Scene.TIME);
    }

    private Decision decideIn(String namespace, Decider decider) {
        return decider.decide(of(namespace), Optional.empty(), Scene.TIME);
    }

    private void trip(String namespace, Decider decider) {
        for (int i = 0; i < 3; i++) {
            decideIn(namespace, decider);
        }
    }

    /** Reaches a limit on objects of these namespaces, and on no others. */
    private Function<Question, Answer> haltingIn(String... namespaces) {
        return question -> {
            asked++;
            pass(Duration.ofMillis(10));
            return List.of(namespaces).contains(question.review().namespace())
                    ? new Answer.NotChecked(new Unchecked.Halted("steps", "here"))
                    : Answer.CLEAN;
        };
    }

    private void pass(Duration time) {
        scene.nanos.addAndGet(time.toNanos());
    }

    private Function<Question, Answer> halting(String limit, Duration after) {
        return _ -> {
            asked++;
            pass(after);
            return new Answer.NotChecked(new Unchecked.Halted(limit, "here"));
        };
    }

    @Test
    void F31_aRuleThatReachesALimitThreeTimesInAMinuteIsNotAskedAndStaysUnjudged() {
        scene.rule("T-1", halting("steps", Duration.ofMillis(10)));
        scene.rule("T-2", _ -> Answer.CLEAN);
        Decider decider = decider();
        for (int i = 0; i < 3; i++) {
            decide(decider);
        }
        Decision skipped = decide(decider);

        assertThat(asked).isEqualTo(3);
        assertThat(told)
                .containsExactly(
                        "T-1 60 s in namespace shop: it reached a limit 3 times in a minute");
        assertThat(skipped.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(skipped.code()).isEqualTo(500);
        assertThat(skipped.denyingErrors())
                .singleElement()
                .satisfies(u ->
                        assertThat(u.line())
                                .contains("T-1", "not asked in namespace shop for a while")
                                .contains("a limit 3 times"));
        assertThat(skipped.results())
                .extracting(RuleResult::outcome)
                .containsExactly(Outcome.ERROR, Outcome.PASS);
        assertThat(decider.skipped()).containsOnlyKeys("T-1");
    }

    @Test
    void eachTimeInARowItIsLeftAloneForLongerUpToTenMinutes() {
        scene.rule("T-1", halting("steps", Duration.ofMillis(10)));
        Decider decider = decider();
        for (int opening = 0; opening < 6; opening++) {
            for (int i = 0; i < 3; i++) {
                decide(decider);
            }
            pass(Duration.ofSeconds(Long.parseLong(told.getLast().split(" ")[1])));
        }
        assertThat(told).hasSize(6);
        assertThat(told.stream().map(line -> line.split(" ")[1]))
                .containsExactly("60", "120", "240", "480", "600", "600");
        assertThat(decider.skipped()).isEmpty();

        pass(Duration.ofMinutes(6));
        for (int i = 0; i < 3; i++) {
            decide(decider);
        }
        assertThat(told.getLast()).as("forgotten").startsWith("T-1 60 s");
    }

    @Test
    void limitsReachedNowAndThenAreBorne() {
        scene.rule("T-1", halting("steps", Duration.ofMillis(10)));
        Decider decider = decider();
        for (int i = 0; i < 20; i++) {
            decide(decider);
            pass(Duration.ofSeconds(31));
        }
        assertThat(told).isEmpty();
        assertThat(asked).isEqualTo(20);
    }

    @Test
    void whoGotOnlyWhatOthersLeftIsNotBlamedForTheTime() {
        scene.rule(
                "T-1",
                _ -> {
                    pass(Duration.ofMillis(1_950));
                    return Answer.CLEAN;
                });
        scene.rule("T-2", halting("deadline", Duration.ofMillis(50)));
        Decider decider = decider();
        for (int i = 0; i < 4; i++) {
            decide(decider);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aRuleOfWhichMoreThanOneInFourIsSlowIsNotAskedForAMinute() {
        scene.rule(
                "T-1",
                _ -> {
                    asked++;
                    pass(Duration.ofMillis(asked % 3 == 0 ? 60 : 1));
                    return Answer.CLEAN;
                });
        Decider decider = decider();
        for (int i = 0; i < 150; i++) {
            decide(decider);
        }
        assertThat(asked).as("counted from the first slow one").isEqualTo(102);
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("T-1 60 s in namespace shop: ")
                .contains("50 ms");
        pass(Duration.ofMinutes(1));
        assertThat(decide(decider).verdict()).isEqualTo(Verdict.ALLOW);
    }

    @Test
    void whereEverythingIsSlowNoRuleIsBlamed() {
        for (String id : List.of("T-1", "T-2", "T-3")) {
            scene.rule(
                    id,
                    _ -> {
                        asked++;
                        pass(Duration.ofMillis(asked % 20 < 9 ? 60 : 1));
                        return Answer.CLEAN;
                    });
        }
        Decider decider = decider();
        for (int i = 0; i < 300; i++) {
            assertThat(decide(decider).verdict()).isEqualTo(Verdict.ALLOW);
        }
        assertThat(told).isEmpty();
        assertThat(asked).isEqualTo(900);
    }

    @Test
    void aRuleThatAStarvedMachineLetsWaitIsNotBlamed() {
        scene.rule(
                "T-1", // asked first, it bears the waits of the whole review
                _ -> {
                    asked++;
                    pass(Duration.ofMillis(asked % 10 == 0 ? 200 : 1));
                    return Answer.CLEAN;
                });
        scene.rule("T-2", _ -> Answer.CLEAN);
        Decider decider = decider();
        for (int i = 0; i < 1_000; i++) {
            assertThat(decide(decider).verdict()).isEqualTo(Verdict.ALLOW);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void fewSlowOnesAmongManyAreBorneAndOldOnesForgotten() {
        scene.rule(
                "T-1",
                _ -> {
                    asked++;
                    pass(Duration.ofMillis(asked <= 4 || asked > 5_000 && asked <= 5_004 ? 60 : 1));
                    return Answer.CLEAN;
                });
        Decider decider = decider();
        for (int i = 0; i < 5_000; i++) {
            decide(decider);
        }
        pass(Duration.ofMinutes(6));
        for (int i = 0; i < 300; i++) {
            decide(decider);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aConstraintThatOnlyRecordsErrorsLetsItPass() {
        scene.rule("T-1", halting("steps", Duration.ofMillis(10)));
        scene.constraint("rule: T-1, onError: audit");
        Decider decider = decider();
        for (int i = 0; i < 4; i++) {
            assertThat(decide(decider).allowed()).isTrue();
        }
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void F31_whatOneTenantBringsAboutLeavesTheRuleToAllOthers() {
        scene.rule("T-1", haltingIn("tenant-a"));
        Decider decider = decider();
        trip("tenant-a", decider);
        int before = asked;

        assertThat(decideIn("tenant-a", decider).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(asked).as("not asked there").isEqualTo(before);
        assertThat(decideIn("tenant-b", decider).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(asked).as("asked here").isEqualTo(before + 1);
        assertThat(decider.skipped())
                .containsExactly(
                        Map.entry(
                                "T-1",
                                "in namespace tenant-a: it reached a limit 3 times in a minute"));

        pass(Duration.ofMinutes(1));
        assertThat(decider.skipped()).isEmpty();
        decideIn("tenant-a", decider);
        assertThat(asked).as("asked there again").isEqualTo(before + 2);
    }

    @Test
    void F31_twoTenantsAreTwoTenantsHoweverOftenTheyTry() {
        scene.rule("T-1", haltingIn("tenant-a", "tenant-b"));
        Decider decider = decider();
        trip("tenant-a", decider);
        trip("tenant-b", decider);

        assertThat(told).hasSize(2).noneMatch(line -> line.contains("everywhere"));
        assertThat(decideIn("tenant-c", decider).verdict()).isEqualTo(Verdict.ALLOW);
    }

    @Test
    void F31_limitsReachedInThreeNamespacesInAMinuteAreTheRulesOwn() {
        scene.rule("T-1", haltingIn("tenant-a", "tenant-b", "tenant-c"));
        scene.rule("T-2", _ -> Answer.CLEAN);
        Decider decider = decider();
        trip("tenant-a", decider);
        decideIn("tenant-b", decider);
        decideIn("tenant-c", decider);

        assertThat(told)
                .containsExactly(
                        "T-1 60 s in namespace tenant-a: it reached a limit 3 times in a minute",
                        "T-1 60 s everywhere: it reached a limit in 3 namespaces in a minute");
        int before = asked;
        Decision elsewhere = decideIn("tenant-d", decider);
        assertThat(elsewhere.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(elsewhere.results())
                .extracting(RuleResult::outcome)
                .containsExactly(Outcome.ERROR, Outcome.PASS);
        assertThat(asked).isEqualTo(before);
        assertThat(decider.skipped().get("T-1")).startsWith("everywhere: ");

        pass(Duration.ofMinutes(1));
        assertThat(decideIn("tenant-d", decider).verdict()).as("closed").isEqualTo(Verdict.ALLOW);
        assertThat(decider.skipped()).isEmpty();
        decideIn("tenant-b", decider);
        decideIn("tenant-c", decider);
        assertThat(told).as("what was before does not count again").hasSize(2);
    }

    @Test
    void limitsReachedInManyNamespacesNowAndThenAreBorne() {
        scene.rule("T-1", haltingIn("n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9"));
        Decider decider = decider();
        for (int i = 0; i < 40; i++) {
            decideIn("n" + i % 10, decider);
            pass(Duration.ofSeconds(31));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void theSlowObjectsOfOneTenantDoNotSlowTheRuleForOthers() {
        scene.rule(
                "T-1",
                question -> {
                    asked++;
                    boolean theirs = question.review().namespace().equals("tenant-a");
                    pass(Duration.ofMillis(theirs ? 60 : 1));
                    return Answer.CLEAN;
                });
        Decider decider = decider();
        for (int i = 0; i < 150; i++) {
            decideIn("tenant-a", decider);
        }
        for (int i = 0; i < 150; i++) {
            assertThat(decideIn("tenant-b", decider).verdict()).isEqualTo(Verdict.ALLOW);
        }
        assertThat(told).singleElement().asString().startsWith("T-1 60 s in namespace tenant-a: ");
        assertThat(asked).isEqualTo(250);
    }

    @Test
    void aRuleThatIsSlowInSeveralNamespacesIsNotAskedAnywhere() {
        scene.rule(
                "T-1",
                _ -> {
                    pass(Duration.ofMillis(60));
                    return Answer.CLEAN;
                });
        Decider decider = decider();
        for (int i = 0; i < 400 && told.isEmpty(); i++) {
            decideIn("n" + i % 8, decider);
        }
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("T-1 60 s everywhere: ")
                .contains("several namespaces");
    }

    @Test
    void howManyNamespacesAreKeptInMindIsBounded() {
        var costs = RuleCosts.of(0);
        for (int i = 0; i < 10_000; i++) {
            costs = costs.plus(i, "n" + i, Duration.ofMillis(1), true);
        }
        assertThat(costs.places()).hasSize(RuleCosts.MOST_PLACES).containsKey("n9999");

        long later = Duration.ofMinutes(6).toNanos();
        costs = costs.plus(later, "last", Duration.ofMillis(60), false);
        assertThat(costs.places()).as("quiet ones are forgotten").containsOnlyKeys("last");
        for (int i = 0; i < 10_000; i++) {
            costs = costs.plus(later, "fast" + i, Duration.ofMillis(1), false);
        }
        assertThat(costs.places()).as("no trouble, no memory").hasSize(1);
    }

    @Test
    void whatIsNoNamespaceSharesOnePlace() {
        var breakers =
                new Breakers(scene.nanos::get, (rule, where, _, _) -> told.add(rule + " " + where));
        for (int i = 0; i < 3; i++) {
            breakers.asked("T-1", "x\n".repeat(1_000) + i, Duration.ofMillis(1), true);
        }
        assertThat(told).containsExactly("T-1 in namespace ?");
        for (int i = 0; i < 3; i++) {
            breakers.asked("T-1", "", Duration.ofMillis(1), true);
        }
        assertThat(told).last().isEqualTo("T-1 about cluster-wide objects");
    }
}

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
import java.util.Optional;
import java.util.function.Function;

/** Rules that cost too much are left alone for a while, and are still not taken for satisfied. */
class BreakersTest {
    private static final Review REVIEW =
            Scene.creation("{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: y}}");

    private final Scene scene = new Scene();
    private final List<String> told = new ArrayList<>();
    private int asked;

    private Decider decider() {
        return scene.decider()
                .guardedBy(
                        new Breakers(
                                scene.nanos::get,
                                (rule, why, time) ->
                                        told.add(rule + " " + time.toSeconds() + " s: " + why)));
    }

    private Decision decide(Decider decider) {
        return decider.decide(REVIEW, Optional.empty(), Scene.TIME);
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
        assertThat(told).containsExactly("T-1 60 s: it reached a limit 3 times in a minute");
        assertThat(skipped.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(skipped.code()).isEqualTo(500);
        assertThat(skipped.denyingErrors())
                .singleElement()
                .satisfies(u ->
                        assertThat(u.line())
                                .contains("T-1", "not asked for a while", "a limit 3 times"));
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
        assertThat(asked).isEqualTo(100);
        assertThat(told).singleElement().asString().startsWith("T-1 60 s: ").contains("50 ms");
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
}

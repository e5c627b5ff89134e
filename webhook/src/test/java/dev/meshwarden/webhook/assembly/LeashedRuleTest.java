package dev.meshwarden.webhook.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Unchecked;
import dev.meshwarden.rego.value.Obj;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Rules of jars that do not come back. */
class LeashedRuleTest {
    private final ExecutorService threads = LeashedRule.threads();
    private final AtomicBoolean enough = new AtomicBoolean();

    @AfterEach
    void letThemEnd() {
        enough.set(true);
        threads.shutdown();
    }

    private LeashedRule leashed(Function<Question, Answer> body) {
        record Scripted(RuleDoc doc, Function<Question, Answer> body) implements Rule {
            @Override
            public Answer answer(Question question) {
                return body.apply(question);
            }
        }
        var doc =
                new RuleDoc(
                        "J-1",
                        "title",
                        "looks",
                        "fix",
                        Severity.LOW,
                        EnforcementAction.DENY,
                        List.of(),
                        Set.of(Operation.CREATE),
                        List.of(),
                        List.of(),
                        Obj.EMPTY,
                        "");
        return new LeashedRule(new Scripted(doc, body), threads);
    }

    private static Question question(Duration time) {
        return new Question(
                Reviews.ofManifest(
                        Obj.EMPTY,
                        Operation.CREATE,
                        Optional.empty(),
                        Optional.empty(),
                        Instant.EPOCH),
                Obj.EMPTY,
                Obj.EMPTY,
                Optional.empty(),
                time);
    }

    @Test
    void F31_aRuleThatLoopsCostsItsTimeAndIsCountedUntilItEnds() {
        LeashedRule rule =
                leashed(_ -> {
                    while (!enough.get()) {
                        Thread.onSpinWait(); // deaf to interrupts
                    }
                    return Answer.CLEAN;
                });
        for (int i = 1; i <= 4; i++) {
            assertThat(rule.answer(question(Duration.ofMillis(30))))
                    .isEqualTo(new Answer.NotChecked(new Unchecked.Halted("deadline", "J-1")));
            assertThat(rule.leftBehind()).isEqualTo(i);
        }
        long begun = System.nanoTime();
        assertThat(rule.answer(question(Duration.ofSeconds(20))))
                .as("no fifth thread for it")
                .isEqualTo(new Answer.NotChecked(new Unchecked.Halted("threads", "J-1")));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));

        enough.set(true);
        Serving.await("all came back", () -> rule.leftBehind() == 0);
        assertThat(rule.answer(question(Duration.ofSeconds(20)))).isEqualTo(Answer.CLEAN);
    }

    @Test
    void F31_whatARuleThrowsComesThrough() {
        LeashedRule rule =
                leashed(_ -> {
                    throw new IllegalArgumentException("boom");
                });

        assertThatThrownBy(() -> rule.answer(question(Duration.ofSeconds(20))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("boom");
        assertThat(rule.leftBehind()).isZero();
    }

    @Test
    void anotherRuleIsAnsweredMeanwhile() {
        LeashedRule stuck =
                leashed(_ -> {
                    while (!enough.get()) {
                        Thread.onSpinWait();
                    }
                    return Answer.CLEAN;
                });
        stuck.answer(question(Duration.ofMillis(10)));

        assertThat(leashed(_ -> Answer.CLEAN).answer(question(Duration.ofSeconds(20))))
                .isEqualTo(Answer.CLEAN);
    }
}

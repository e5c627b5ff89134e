package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Unchecked;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Obj;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Asks rules within one review's time, and turns whatever they do into an answer.
 *
 * <p>Threading: confined to the review's thread.
 */
final class Asker {
    /** One rule may use up half of a review's time, so that one that stalls leaves the others theirs. */
    private static final int RULES_THAT_MAY_STALL = 2;

    private final Obj settings;
    private final Optional<MeshView> mesh;
    private final LongSupplier nanoTime;
    private final long end;
    private final Duration ruleBudget;
    private final Optional<Breakers> breakers;

    Asker(
            Obj settings,
            Optional<MeshView> mesh,
            Duration timeLeft,
            LongSupplier nanoTime,
            Optional<Breakers> breakers) {
        this.breakers = breakers;
        this.settings = settings;
        this.mesh = mesh;
        this.ruleBudget = timeLeft.dividedBy(RULES_THAT_MAY_STALL);
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + timeLeft.toNanos();
    }

    /** One part's answer to one review, and how long it took. */
    record Asked(Rule part, Answer answer, long nanos) {}

    /** Asks every part of a rule that the review concerns. */
    List<Asked> ask(List<Rule> parts, Review review, Obj parameters) {
        List<Asked> answers = new ArrayList<>();
        for (Rule part : parts) {
            if (concerns(part.doc(), review)) {
                long start = nanoTime.getAsLong();
                Answer answer = answer(part, review, parameters);
                answers.add(new Asked(part, answer, nanoTime.getAsLong() - start));
            }
        }
        return answers;
    }

    static boolean concerns(RuleDoc doc, Review review) {
        return doc.concerns(review.gvk().group(), review.gvk().kind(), review.operation());
    }

    private Answer answer(Rule part, Review review, Obj parameters) {
        Duration left = Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
        String id = part.doc().id();
        if (left.isZero()) {
            return new Answer.NotChecked(new Unchecked.Halted("deadline", id));
        }
        Duration own = left.compareTo(ruleBudget) < 0 ? left : ruleBudget;
        var question = new Question(review, parameters, settings, mesh, own);
        Optional<Unchecked> unmet = Needs.unmet(part.doc().needs(), question);
        return unmet.<Answer>map(Answer.NotChecked::new)
                .orElseGet(() -> withOpenClauses(part.doc(), guarded(part, question), question));
    }

    /** Asked, unless it has cost too much lately. */
    private Answer guarded(Rule part, Question question) {
        if (breakers.isEmpty()) {
            return asked(part, question);
        }
        String id = part.doc().id();
        String namespace = question.review().namespace();
        Optional<String> skipping = breakers.get().skipping(id, namespace);
        if (skipping.isPresent()) {
            return failed(part, skipping.get());
        }
        long begun = nanoTime.getAsLong();
        Answer answer = asked(part, question);
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - begun);
        breakers.get().asked(id, namespace, took, haltedByItself(answer, took));
        return answer;
    }

    /** A rule that got the little time that others had left did not use up its own. */
    private boolean haltedByItself(Answer answer, Duration took) {
        return answer instanceof Answer.NotChecked(Unchecked.Halted(var limit, _))
                && (!limit.equals("deadline") || took.compareTo(ruleBudget.dividedBy(2)) > 0);
    }

    private static Answer asked(Rule part, Question question) {
        try {
            @Nullable Answer answer = part.answer(question);
            return answer == null ? failed(part, "the rule gave no answer") : answer;
        } catch (RuntimeException | StackOverflowError e) {
            return failed(part, "the rule threw " + e);
        }
    }

    private static Answer failed(Rule part, String message) {
        return new Answer.NotChecked(
                new Unchecked.Failed(
                        new Diagnostic(
                                Code.POLICY, part.doc().id() + ": " + message, Location.NONE)));
    }

    /** Adds the clauses that by the rule's metadata cannot be judged here. */
    private static Answer withOpenClauses(RuleDoc doc, Answer answer, Question question) {
        if (!(answer instanceof Answer.Checked checked)) {
            return answer;
        }
        List<Answer.OpenClause> open = new ArrayList<>(checked.open());
        for (RuleDoc.Clause clause : doc.clauses()) {
            boolean known = open.stream().anyMatch(o -> o.clause().equals(clause.letter()));
            if (!known) {
                Needs.unmet(clause.needs(), question)
                        .ifPresent(u -> open.add(new Answer.OpenClause(clause.letter(), u)));
            }
        }
        return open.size() == checked.open().size()
                ? answer
                : new Answer.Checked(checked.violations(), checked.patches(), open);
    }
}

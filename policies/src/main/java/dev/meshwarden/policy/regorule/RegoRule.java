package dev.meshwarden.policy.regorule;

import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.Answer.OpenClause;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Unchecked;
import dev.meshwarden.rego.builtin.World;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.engine.Evaluation;
import dev.meshwarden.rego.engine.Outcome;
import dev.meshwarden.rego.engine.PreparedQuery;
import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.util.ArrayList;
import java.util.List;

/**
 * A package of Rego as a rule. Its input is {@code {request, phase, parameters, now}}, its data {@code mesh}. A builtin's error is not
 * undefined here: what was found stands, and the rule counts as broken beside it.
 */
final class RegoRule implements Rule {
    private final RuleDoc doc;
    private final PreparedQuery query;
    private final DataDocuments data;
    private final World world;
    private final Location at;

    RegoRule(RuleDoc doc, PreparedQuery query, DataDocuments data, World world, Location at) {
        this.doc = doc;
        this.query = query;
        this.data = data;
        this.world = world;
        this.at = at;
    }

    @Override
    public RuleDoc doc() {
        return doc;
    }

    @Override
    public Answer answer(Question question) {
        var evaluation =
                new Evaluation(
                        input(question),
                        data.of(question),
                        question.review().now(),
                        Limits.STANDARD.withDeadline(question.timeLeft()),
                        false,
                        world);
        return switch (query.evaluate(evaluation)) {
            case Outcome.Defined(Obj heads, var errors) -> read(heads, errors);
            case Outcome.Defined(var other, _) ->
                    throw new IllegalStateException("bug: heads are a " + other.typeName());
            case Outcome.Undefined(var errors) ->
                    failed(
                            errors.isEmpty()
                                    ? malformed("a head has no value: write `deny contains ... if`")
                                    : errors.getFirst());
            case Outcome.Failed(var error, _) -> failed(error);
            case Outcome.Halted(var limit, var rule, var where, _) ->
                    new Answer.NotChecked(
                            new Unchecked.Halted(limit.toString(), rule + " at " + where));
        };
    }

    private Answer read(Obj heads, List<Diagnostic> errors) {
        return switch (AnswerReader.read(doc, heads)) {
            case AnswerReader.Reading.Malformed(var reason) -> failed(malformed(reason));
            case AnswerReader.Reading.Read(var answer) -> {
                if (errors.isEmpty()) {
                    yield answer;
                }
                List<OpenClause> open = new ArrayList<>(answer.open());
                open.add(new OpenClause("", new Unchecked.Failed(errors.getFirst())));
                yield new Answer.Checked(answer.violations(), answer.patches(), open);
            }
        };
    }

    private static Obj input(Question question) {
        Review review = question.review();
        return Obj.builder(4)
                .put("request", review.request())
                .put("phase", Str.of(review.phase().text()))
                .put("parameters", question.parameters())
                .put("now", Str.of(review.now().toString()))
                .build();
    }

    private Diagnostic malformed(String reason) {
        return new Diagnostic(Code.POLICY, doc.id() + ": " + reason, at);
    }

    private static Answer failed(Diagnostic error) {
        return new Answer.NotChecked(new Unchecked.Failed(error));
    }
}

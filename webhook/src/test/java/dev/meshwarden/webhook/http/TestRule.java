package dev.meshwarden.webhook.http;

import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.Obj;

import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;

/** A Java rule about everything, whose answer a test writes. */
record TestRule(RuleDoc doc, Function<Question, Answer> body) implements Rule {
    TestRule(String id, Function<Question, Answer> body) {
        this(
                new RuleDoc(
                        id,
                        "title of " + id,
                        "looks",
                        "Repair it.",
                        Severity.HIGH,
                        EnforcementAction.DENY,
                        List.of(new RuleDoc.KindMatch(List.of("*"), List.of("*"))),
                        EnumSet.allOf(Operation.class),
                        List.of(),
                        List.of(),
                        Obj.EMPTY,
                        ""),
                body);
    }

    /** Refuses objects whose spec.mtls.mode is DISABLE. */
    static TestRule refusingDisable(String id) {
        return new TestRule(
                id,
                question ->
                        question.review().text("spec", "mtls", "mode").equals("DISABLE")
                                ? new Answer.Checked(
                                        List.of(
                                                new Violation(
                                                        id,
                                                        "",
                                                        Severity.HIGH,
                                                        EnforcementAction.DENY,
                                                        "Plaintext is accepted.",
                                                        "Set STRICT.",
                                                        "/spec/mtls/mode",
                                                        Obj.EMPTY)),
                                        List.of(),
                                        List.of())
                                : Answer.CLEAN);
    }

    @Override
    public Answer answer(Question question) {
        return body.apply(question);
    }
}

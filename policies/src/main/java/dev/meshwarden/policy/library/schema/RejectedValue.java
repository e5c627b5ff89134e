package dev.meshwarden.policy.library.schema;

import dev.meshwarden.policy.library.Docs;
import dev.meshwarden.policy.library.Node;
import dev.meshwarden.policy.library.Subject;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Str;

import java.util.ArrayList;
import java.util.List;

/** MW-SCHEMA-002: values outside their enumeration, combinations that istiod refuses, and what it accepts with loss. */
public final class RejectedValue implements Rule {
    private static final RuleDoc DOC =
            Docs.rule(
                            "MW-SCHEMA-002",
                            Severity.MEDIUM,
                            "Value or combination that istiod rejects or ignores",
                            "A value outside its enumeration, or fields that exclude each other.",
                            "Keep what the message names to one of the allowed forms.")
                    .istioKinds()
                    .clause("a", EnforcementAction.DENY)
                    .clause("b", EnforcementAction.WARN)
                    .build();

    private final FieldTables tables = FieldTables.shipped();

    @Override
    public RuleDoc doc() {
        return DOC;
    }

    @Override
    public Answer answer(Question question) {
        var subject = new Subject(question);
        Fields known = tables.spec(question.review().gvk().group(), subject.kind());
        if (known == null) {
            return Answer.CLEAN;
        }
        List<Combinations.Refused> refused = new ArrayList<>();
        enumerations(subject.spec(), known, refused);
        refused.addAll(Combinations.refused(subject.kind(), subject.spec()));
        List<Violation> found = new ArrayList<>();
        for (Combinations.Refused r : refused) {
            found.add(violation(subject, "a", r.reason(), r.at()));
        }
        if (subject.kind().equals("Telemetry")
                && subject.spec().field("tracing").items().size() > 1) {
            found.add(
                    violation(
                            subject,
                            "b",
                            "only one tracing entry is used",
                            subject.spec().field("tracing")));
        }
        return new Answer.Checked(found, List.of(), List.of());
    }

    private static Violation violation(Subject subject, String clause, String reason, Node at) {
        return Docs.violation(
                DOC,
                clause,
                "%s %s: %s.".formatted(subject.kind(), subject.fullName(), reason),
                at);
    }

    private static void enumerations(Node at, Fields known, List<Combinations.Refused> refused) {
        switch (known) {
            case Fields.Known(var members) ->
                    at.members()
                            .forEach(m -> {
                                Fields field = members.get(m.name());
                                if (field != null) {
                                    enumerations(m.node(), field, refused);
                                }
                            });
            case Fields.ListOf(var element) ->
                    at.items().forEach(i -> enumerations(i, element, refused));
            case Fields.MapOf(var value) ->
                    at.members().forEach(m -> enumerations(m.node(), value, refused));
            case Fields.OneOf(var words) -> {
                if (!(at.value() instanceof Null) && !words.contains(at.text())) {
                    String written = at.value() instanceof Str s ? s.text() : at.value().toString();
                    refused.add(
                            new Combinations.Refused(
                                    "`" + written + "` is none of " + String.join(", ", words),
                                    at));
                }
            }
            case Fields.Open _ -> {}
        }
    }
}

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
import dev.meshwarden.policy.rule.Spelling;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.ReadOptions;
import dev.meshwarden.rego.value.Str;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * MW-SCHEMA-001: a field that no definition knows. Where the API server has pruned the object the field is gone, but the annotation of
 * client-side apply still shows what the author wrote; it is read when the object is new or the annotation changed.
 */
public final class UnknownField implements Rule {
    private static final String APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final RuleDoc DOC =
            Docs.rule(
                            "MW-SCHEMA-001",
                            Severity.MEDIUM,
                            "Unknown field that will be dropped",
                            "A field that Istio's resource definition does not know, and that the"
                                    + " API server discards.",
                            "Fix the spelling or place; apply with strict field validation.")
                    .istioKinds()
                    .parameters(Obj.of("unknownFieldAction", Str.of("")))
                    .build();

    private final FieldTables tables = FieldTables.shipped();

    @Override
    public RuleDoc doc() {
        return DOC;
    }

    @Override
    public Answer answer(Question question) {
        var subject = new Subject(question);
        String group = question.review().gvk().group();
        Fields known = tables.spec(group, subject.kind());
        if (known == null) {
            return Answer.CLEAN;
        }
        List<Unknown> unknown = new ArrayList<>();
        collect(subject.spec(), known, unknown);
        Node applied = applied(subject);
        if (!applied.pointer().equals("-")) {
            List<Unknown> written = new ArrayList<>();
            collect(new Node(applied.field("spec").value(), "/spec"), known, written);
            written.stream().filter(w -> !unknown.contains(w)).forEach(unknown::add);
        }
        EnforcementAction action = action(question, group);
        List<Violation> found = new ArrayList<>();
        for (Unknown field : unknown) {
            String suggestion =
                    field.suggestion().isEmpty() ? "" : "; did you mean " + field.suggestion();
            String message =
                    "%s %s: field %s does not exist and is discarded%s."
                            .formatted(
                                    subject.kind(),
                                    subject.fullName(),
                                    field.pointer(),
                                    suggestion);
            found.add(Docs.violation(DOC, "", action, message, field.pointer()));
        }
        return new Answer.Checked(found, List.of(), List.of());
    }

    /** What the parameter says, else deny where security depends on it. */
    private static EnforcementAction action(Question question, String group) {
        String wanted =
                question.parameters().get("unknownFieldAction") instanceof Str s ? s.text() : "";
        return Stream.of(EnforcementAction.DENY, EnforcementAction.WARN, EnforcementAction.AUDIT)
                .filter(a -> a.text().equals(wanted))
                .findFirst()
                .orElse(
                        group.equals("security.istio.io")
                                ? EnforcementAction.DENY
                                : EnforcementAction.WARN);
    }

    /** A field, and the nearest one that is known. */
    private record Unknown(String pointer, String suggestion) {}

    /** What client-side apply recorded, where it says something about this request; a node at "-" where it does not. */
    private static Node applied(Subject subject) {
        String now = subject.object().at("metadata", "annotations", APPLIED).text();
        String before = subject.before().at("metadata", "annotations", APPLIED).text();
        if (now.isEmpty() || now.equals(before)) {
            return new Node(Null.NULL, "-");
        }
        try {
            return Node.of(new JsonReader(ReadOptions.MANIFEST).parse(now));
        } catch (MalformedText _) {
            return new Node(Null.NULL, "-"); // not written by kubectl
        }
    }

    private static void collect(Node at, @Nullable Fields known, List<Unknown> unknown) {
        switch (known) {
            case Fields.Known(var members) -> {
                for (Node.Member member : at.members()) {
                    Fields field = members.get(member.name());
                    if (field == null) {
                        unknown.add(
                                new Unknown(
                                        member.node().pointer(),
                                        nearest(member.name(), members.keySet())));
                    } else {
                        collect(member.node(), field, unknown);
                    }
                }
            }
            case Fields.ListOf(var element) ->
                    at.items().forEach(item -> collect(item, element, unknown));
            case Fields.MapOf(var value) ->
                    at.members().forEach(m -> collect(m.node(), value, unknown));
            case Fields.OneOf _, Fields.Open _ -> {}
            case null -> throw new IllegalStateException("bug: no fields at " + at.pointer());
        }
    }

    /** The known name with the fewest edits, if a third of the letters at most; empty otherwise. */
    private static String nearest(String name, Set<String> known) {
        int most = Math.max(1, name.length() / 3);
        return Spelling.nearest(name, known.stream().sorted().toList(), most).orElse("");
    }
}

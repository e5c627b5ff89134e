package dev.meshwarden.policy.regorule;

import dev.meshwarden.policy.patch.Patch;
import dev.meshwarden.policy.patch.Pointer;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.Answer.OpenClause;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.RuleDoc.Need;
import dev.meshwarden.policy.rule.Unchecked;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads an answer out of the value of a rule's heads. What does not have the form is refused: a policy that says it wrong says nothing. */
final class AnswerReader {
    private static final Map<String, EnforcementAction> ACTIONS =
            Map.of(
                    Heads.DENY, EnforcementAction.DENY,
                    Heads.WARN, EnforcementAction.WARN,
                    Heads.AUDIT, EnforcementAction.AUDIT);

    private final RuleDoc doc;
    private final List<Violation> violations = new ArrayList<>();
    private final List<Patch> patches = new ArrayList<>();
    private final List<OpenClause> open = new ArrayList<>();

    private AnswerReader(RuleDoc doc) {
        this.doc = doc;
    }

    /** What reading came to: an answer, or what is wrong with the value. */
    sealed interface Reading {
        record Read(Answer.Checked answer) implements Reading {}

        record Malformed(String reason) implements Reading {}
    }

    static Reading read(RuleDoc doc, Obj heads) {
        var reader = new AnswerReader(doc);
        for (int i = 0; i < heads.size(); i++) {
            String head = ((Str) heads.keyAt(i)).text();
            if (!(heads.valueAt(i) instanceof RegoSet members)) {
                return new Reading.Malformed(
                        "`" + head + "` is no set: write `" + head + " contains ... if`");
            }
            for (Value member : members) {
                Optional<String> fault = reader.member(head, member);
                if (fault.isPresent()) {
                    return new Reading.Malformed("`" + head + "` " + fault.get());
                }
            }
        }
        return new Reading.Read(new Answer.Checked(reader.violations, reader.patches, reader.open));
    }

    private Optional<String> member(String head, Value member) {
        return switch (head) {
            case Heads.PATCH -> patch(member);
            case Heads.UNCHECKED -> unchecked(member);
            default -> violation(head, member);
        };
    }

    private Optional<String> violation(String head, Value member) {
        EnforcementAction action = ACTIONS.getOrDefault(head, EnforcementAction.DENY);
        if (member instanceof Str message && !head.equals(Heads.AUDIT)) {
            add(action, message.text(), "", "", Obj.EMPTY, doc.fix());
            return Optional.empty();
        }
        if (!(member instanceof Obj o)) {
            return Optional.of("holds a " + member.typeName() + ", not an object with `msg`");
        }
        if (!(o.get("msg") instanceof Str message)) {
            return Optional.of("holds an object without a string `msg`");
        }
        Optional<String> path = path(o.get("path"));
        if (path.isEmpty()) {
            return Optional.of("holds a `path` that is no JSON pointer");
        }
        String clause = text(o.get("clause"));
        if (!clause.isEmpty() && !isClause(clause)) {
            return Optional.of("names clause `" + clause + "`, which the metadata lacks");
        }
        Obj details = o.get("details") instanceof Obj d ? d : Obj.EMPTY;
        String fix = o.get("fix") instanceof Str s ? s.text() : doc.fix();
        add(action, message.text(), path.get(), clause, details, fix);
        return Optional.empty();
    }

    private void add(
            EnforcementAction action,
            String message,
            String path,
            String clause,
            Obj details,
            String fix) {
        violations.add(
                new Violation(
                        doc.id(), clause, doc.severity(), action, message, fix, path, details));
    }

    private boolean isClause(String letter) {
        return doc.clauses().stream().anyMatch(c -> c.letter().equals(letter));
    }

    /** A JSON pointer, or the list of its tokens; empty when it is neither. */
    private static Optional<String> path(@Nullable Value path) {
        return switch (path) {
            case null -> Optional.of("");
            case Str s -> Pointer.parse(s.text()).map(Pointer::toString);
            case Array tokens ->
                    Optional.of(
                            new Pointer(
                                            tokens.asList().stream()
                                                    .map(t ->
                                                            t instanceof Str s
                                                                    ? s.text()
                                                                    : t.toString())
                                                    .toList())
                                    .toString());
            case Value _ -> Optional.empty();
        };
    }

    private Optional<String> patch(Value member) {
        if (!(member instanceof Obj o)
                || !(o.get("id") instanceof Str id)
                || !(o.get("ops") instanceof Array listed)) {
            return Optional.of("holds something without `id` and a list `ops`");
        }
        List<Patch.Op> ops = new ArrayList<>();
        for (Value op : listed) {
            if (!(op instanceof Obj fields)
                    || !(fields.get("op") instanceof Str name)
                    || !(fields.get("path") instanceof Str path)) {
                return Optional.of("holds an operation without `op` and `path`");
            }
            ops.add(
                    new Patch.Op(
                            name.text(),
                            path.text(),
                            text(fields.get("from")),
                            fields.get("value")));
        }
        patches.add(new Patch(id.text(), ops));
        return Optional.empty();
    }

    private Optional<String> unchecked(Value member) {
        Value needs = member instanceof Obj o ? o.get("needs") : null;
        Optional<Need> need = needs == null ? Optional.empty() : RegoMetadata.need(needs);
        if (need.isEmpty()) {
            return Optional.of("holds something whose `needs` is no need");
        }
        String clause = member instanceof Obj o ? text(o.get("clause")) : "";
        if (!clause.isEmpty() && !isClause(clause)) {
            return Optional.of("names clause `" + clause + "`, which the metadata lacks");
        }
        Unchecked reason =
                switch (need.get()) {
                    case Need.Mesh(var kinds) ->
                            new Unchecked.NeedsMesh(kinds.isEmpty() ? kindsOf(clause) : kinds);
                    case Need.User _ -> new Unchecked.NeedsUser();
                    case Need.Setting(var name) -> new Unchecked.NeedsSetting(name);
                };
        open.add(new OpenClause(clause, reason));
        return Optional.empty();
    }

    /** What the metadata says that the clause looks up, or without a clause the rule. */
    private List<String> kindsOf(String clause) {
        List<Need> needs =
                doc.clauses().stream()
                        .filter(c -> c.letter().equals(clause))
                        .findFirst()
                        .map(RuleDoc.Clause::needs)
                        .orElse(doc.needs());
        return needs.stream()
                .flatMap(n -> n instanceof Need.Mesh(var kinds) ? kinds.stream() : Stream.empty())
                .toList();
    }

    private static String text(@Nullable Value value) {
        return value instanceof Str s ? s.text() : "";
    }
}

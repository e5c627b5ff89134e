package dev.meshwarden.policy.regorule;

import dev.meshwarden.policy.constraint.MatchReader;
import dev.meshwarden.policy.constraint.Node;
import dev.meshwarden.policy.constraint.Problems;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.RuleDoc.Clause;
import dev.meshwarden.policy.rule.RuleDoc.KindMatch;
import dev.meshwarden.policy.rule.RuleDoc.Need;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.engine.PackageDoc;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a rule's metadata out of the METADATA block of its package. */
final class RegoMetadata {
    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");
    private static final Pattern KIND = Pattern.compile("[a-z0-9.-]*/[A-Z][A-Za-z0-9]*");
    private static final Pattern LETTER = Pattern.compile("[a-z]");

    private static final Set<Operation> WRITES = Set.of(Operation.CREATE, Operation.UPDATE);

    private RegoMetadata() {}

    /** A package with an id is a rule, one without a library. */
    static boolean isRule(PackageDoc doc) {
        return doc.custom().get("id") != null;
    }

    /**
     * The rule's metadata; every problem goes to {@code into}.
     *
     * @param page the rule's Markdown page; empty when there is none
     */
    static RuleDoc read(PackageDoc doc, String page, List<Diagnostic> into) {
        var problems = Problems.at(doc.at(), Code.POLICY);
        Node custom = Node.root(problems, doc.custom());
        String id = custom.requiredText("id");
        if (!ID.matcher(id).matches()) {
            custom.wrong("id", "must be letters, digits, `-`, `.` and `_`", "");
        }
        if (doc.title().isEmpty()) {
            custom.missing("title");
        }
        Optional<Node> match = custom.node("match");
        Set<Operation> operations =
                match.filter(m -> m.has("operations"))
                        .map(m -> MatchReader.operations(m, "operations"))
                        .orElse(WRITES);
        List<KindMatch> kinds =
                match.filter(m -> m.has("kinds"))
                        .map(RegoMetadata::kinds)
                        .orElse(List.of(new KindMatch(List.of("*"), List.of("*"))));
        match.ifPresent(Node::end);
        var rule =
                new RuleDoc(
                        id,
                        doc.title(),
                        custom.optionalText("looksFor").orElse(doc.description()),
                        custom.text("fix"),
                        custom.choice(
                                        "severity",
                                        MatchReader.byText(Severity.values(), Severity::text))
                                .orElse(Severity.MEDIUM),
                        action(custom, doc),
                        kinds,
                        operations,
                        clauses(custom),
                        needs(custom),
                        custom.object("parameters"),
                        page);
        if (Heads.of(doc).isEmpty()) {
            custom.wrong("id", "names a rule without `deny`, `warn`, `audit` or `patch`", "");
        }
        custom.end(Map.of("kinds", "it belongs into `match`"));
        into.addAll(problems.sorted());
        return rule;
    }

    /** Gatekeeper's empty list is any, which our own matching writes as a star. */
    private static List<KindMatch> kinds(Node match) {
        List<KindMatch> found = new ArrayList<>();
        for (KindMatch k : MatchReader.kinds(match)) {
            found.add(
                    new KindMatch(
                            k.apiGroups().isEmpty() ? List.of("*") : k.apiGroups(),
                            k.kinds().isEmpty() ? List.of("*") : k.kinds()));
        }
        return found;
    }

    /** As written, else the strongest head. */
    private static EnforcementAction action(Node custom, PackageDoc doc) {
        Map<String, EnforcementAction> known =
                MatchReader.byText(EnforcementAction.values(), EnforcementAction::text);
        return custom.choice("action", known)
                .orElseGet(() ->
                        doc.rules().contains("deny")
                                ? EnforcementAction.DENY
                                : doc.rules().contains("warn")
                                        ? EnforcementAction.WARN
                                        : EnforcementAction.AUDIT);
    }

    private static List<Clause> clauses(Node custom) {
        List<Clause> clauses = new ArrayList<>();
        custom.node("clauses")
                .ifPresent(all -> {
                    for (String letter : all.keys()) {
                        if (!LETTER.matcher(letter).matches()) {
                            all.wrong(letter, "must be one small letter", "");
                        }
                        all.node(letter).ifPresent(n -> clauses.add(clause(letter, n)));
                    }
                });
        return clauses;
    }

    private static Clause clause(String letter, Node node) {
        Map<String, EnforcementAction> known =
                MatchReader.byText(EnforcementAction.values(), EnforcementAction::text);
        if (!node.has("action")) {
            node.missing("action");
        }
        var clause =
                new Clause(
                        letter,
                        node.choice("action", known).orElse(EnforcementAction.DENY),
                        needs(node));
        node.end();
        return clause;
    }

    private static List<Need> needs(Node owner) {
        List<Need> needs = new ArrayList<>();
        switch (owner.value("needs")) {
            case null -> {}
            case Array listed -> {
                for (int i = 0; i < listed.size(); i++) {
                    Optional<Need> need = need(listed.at(i));
                    if (need.isEmpty()) {
                        owner.wrong(
                                "needs/" + i,
                                "must be `mesh`, `user` or a setting",
                                "write `{setting: clusterCIDRs}`, or the kinds that are looked up:"
                                        + " `{mesh: [/Service]}`");
                    }
                    need.ifPresent(needs::add);
                }
            }
            case Value _ -> owner.wrong("needs", "must be a list", "write `[mesh]`");
        }
        return needs;
    }

    /** {@code mesh}, {@code {mesh: [group/Kind]}}, {@code user} or {@code {setting: name}}; empty for anything else. */
    static Optional<Need> need(Value value) {
        return switch (value) {
            case Str s when s.text().equals("mesh") -> Optional.of(new Need.Mesh());
            case Str s when s.text().equals("user") -> Optional.of(new Need.User());
            case Obj o when o.size() == 1 && o.get("mesh") instanceof Array kinds -> mesh(kinds);
            case Obj o when o.size() == 1 && o.get("setting") instanceof Str name ->
                    Optional.of(new Need.Setting(name.text()));
            case Value _ -> Optional.empty();
        };
    }

    private static Optional<Need> mesh(Array written) {
        List<String> kinds = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            if (written.at(i) instanceof Str kind && KIND.matcher(kind.text()).matches()) {
                kinds.add(kind.text());
            }
        }
        return kinds.size() == written.size()
                ? Optional.of(new Need.Mesh(kinds))
                : Optional.empty();
    }
}

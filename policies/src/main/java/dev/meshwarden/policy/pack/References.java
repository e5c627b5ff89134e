package dev.meshwarden.policy.pack;

import dev.meshwarden.policy.constraint.Constraint;
import dev.meshwarden.policy.profile.ProfileSpec;
import dev.meshwarden.policy.profile.Profiles;
import dev.meshwarden.policy.profile.RuleSetting;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Rules;
import dev.meshwarden.policy.rule.Spelling;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether what users' files name is there: rules, clauses, parameters; and whether each name is given once. */
final class References {
    private final Rules rules;
    private final List<Diagnostic> found = new ArrayList<>();

    private References(Rules rules) {
        this.rules = rules;
    }

    static List<Diagnostic> check(Rules rules, PolicyFiles files) {
        var check = new References(rules);
        files.constraints.forEach(check::constraint);
        files.exemptions.forEach(
                e -> e.rules().forEach(r -> check.rule(r, e.at(), Code.CONSTRAINT)));
        files.profiles.forEach(check::profile);
        check.unique(files.constraints.stream().map(c -> new Named(c.name(), c.at())));
        check.unique(files.exemptions.stream().map(e -> new Named(e.name(), e.at())));
        check.unique(files.profiles.stream().map(p -> new Named(p.name(), p.baseAt())));
        return check.found;
    }

    private record Named(String name, Location at) {}

    private void unique(Stream<Named> all) {
        Set<String> seen = new HashSet<>();
        all.filter(n -> !seen.add(n.name()))
                .forEach(n ->
                        found.add(
                                new Diagnostic(
                                        Code.CONSTRAINT,
                                        "the name `" + n.name() + "` is given twice",
                                        n.at())));
    }

    private void constraint(Constraint constraint) {
        if (constraint.rule().contains("/")) {
            found.add(
                    new Diagnostic(
                            Code.CONSTRAINT,
                            "`" + constraint.rule() + "` names a clause, not a rule",
                            constraint.at(),
                            "set a clause's action in a Profile"));
        } else if (rule(constraint.rule(), constraint.at(), Code.CONSTRAINT)) {
            parameters(constraint.rule(), constraint.parameters(), constraint.at());
        }
    }

    /** Users' profiles only: the product's own name rules of the whole catalogue. */
    private void profile(ProfileSpec profile) {
        profile.settingsAt().forEach(this::misspelt);
        profile.rules().forEach(this::setting);
        profile.mutations()
                .ifPresent(ids -> ids.forEach(id -> rule(id, profile.baseAt(), Code.CONFIG)));
    }

    /** A setting that nobody knows may be meant for a site's own policies; one that is nearly a known one is not. */
    private void misspelt(String name, Location at) {
        Set<String> known = Profiles.knownSettings();
        if (!known.contains(name)) {
            Spelling.nearest(name, known)
                    .ifPresent(meant ->
                            found.add(
                                    new Diagnostic(
                                            Code.CONFIG,
                                            "no built-in rule reads a setting `" + name + "`",
                                            at,
                                            "did you mean `" + meant + "`?")));
        }
    }

    private void setting(String id, RuleSetting setting) {
        if (rule(id, setting.at(), Code.CONFIG)) {
            parameters(id, setting.parameters(), setting.at());
        }
    }

    /** Whether a rule, or a clause written {@code id/letter}, is there. */
    private boolean rule(String written, Location at, Code code) {
        int slash = written.indexOf('/');
        String id = slash < 0 ? written : written.substring(0, slash);
        var entry = rules.find(id);
        if (entry.isEmpty()) {
            found.add(
                    new Diagnostic(
                            code,
                            "no rule is named `" + id + "`",
                            at,
                            Spelling.nearest(id, rules.ids())
                                    .map(w -> "did you mean `" + w + "`?")
                                    .orElse("`meshwarden rules` lists them")));
            return false;
        }
        List<String> letters =
                entry.get().doc().clauses().stream().map(RuleDoc.Clause::letter).toList();
        if (slash >= 0 && !letters.contains(written.substring(slash + 1))) {
            found.add(
                    new Diagnostic(
                            code,
                            "rule " + id + " has no clause `" + written.substring(slash + 1) + "`",
                            at,
                            letters.isEmpty()
                                    ? "it has none at all"
                                    : "it has " + String.join(", ", letters)));
            return false;
        }
        return true;
    }

    private void parameters(String id, Obj parameters, Location at) {
        List<String> known = new ArrayList<>();
        rules.find(id)
                .ifPresent(e ->
                        e.doc()
                                .parameters()
                                .forEach((k, _) -> known.add(k instanceof Str s ? s.text() : "")));
        parameters.forEach((key, _) -> {
            String name = key instanceof Str s ? s.text() : key.toString();
            if (!known.contains(name)) {
                found.add(
                        new Diagnostic(
                                Code.CONSTRAINT,
                                "rule " + id + " has no parameter `" + name + "`",
                                at,
                                known.isEmpty()
                                        ? "it has none at all"
                                        : Spelling.hint(name, known)));
            }
        });
    }
}

package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.decision.RuleResult.Outcome;
import dev.meshwarden.policy.exemption.Exemption;
import dev.meshwarden.policy.patch.Patch;
import dev.meshwarden.policy.profile.Profile;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Rules;
import dev.meshwarden.policy.rule.Unchecked;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.Obj;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One rule's answers to one review, and what its violations come to under constraint, exemptions and ratchet.
 *
 * <p>Threading: confined to the review's thread.
 */
final class Judgement {
    private final Review review;
    private final Profile profile;
    private final List<Exemption> exemptions;
    private final Optional<Obj> namespace;
    private final Asker asker;
    private final Caps caps;
    private final Map<String, Obj> parameters = new HashMap<>();

    final List<JudgedViolation> violations = new ArrayList<>();
    final List<UncheckedClause> unchecked = new ArrayList<>();
    final List<PatchRecord> proposals = new ArrayList<>();
    final List<RuleResult> results = new ArrayList<>();
    final Set<String> expired = new LinkedHashSet<>();

    Judgement(
            Review review,
            Profile profile,
            List<Exemption> exemptions,
            Optional<Obj> namespace,
            Asker asker,
            Caps caps) {
        this.review = review;
        this.profile = profile;
        this.exemptions = exemptions;
        this.namespace = namespace;
        this.asker = asker;
        this.caps = caps;
    }

    /** Judges one rule under every assignment. */
    void judge(Rules.Entry entry, Assignment.All all) {
        String id = entry.doc().id();
        all.undecided()
                .forEach(constraint ->
                        unchecked.add(
                                new UncheckedClause(
                                        id,
                                        "",
                                        new Unchecked.NeedsMesh(List.of("/Namespace")),
                                        constraint,
                                        EnforcementAction.OFF)));
        Outcome outcome = Outcome.SKIP;
        long nanos = 0;
        Map<Obj, List<Asker.Asked>> byParameters = new HashMap<>();
        for (Assignment assignment : all.assignments()) {
            parameters.putIfAbsent(id, assignment.parameters());
            boolean first = !byParameters.containsKey(assignment.parameters());
            List<Asker.Asked> answers =
                    byParameters.computeIfAbsent(
                            assignment.parameters(), p -> asker.ask(entry.parts(), review, p));
            Old old = new Old(entry, assignment.parameters());
            for (Asker.Asked asked : answers) {
                nanos += first ? asked.nanos() : 0;
                Outcome its = take(entry, assignment, asked, old);
                outcome = its.compareTo(outcome) > 0 ? its : outcome;
            }
        }
        results.add(new RuleResult(id, outcome, nanos));
    }

    /** The parameters under which a rule was asked first. */
    Obj parametersOf(String rule) {
        return parameters.getOrDefault(rule, Obj.EMPTY);
    }

    private Outcome take(Rules.Entry entry, Assignment assignment, Asker.Asked asked, Old old) {
        return switch (asked.answer()) {
            case Answer.Checked(var found, var patches, var open) -> {
                Outcome outcome = Outcome.PASS;
                for (Violation violation : found) {
                    if (judged(violation, assignment, old)) {
                        outcome = Outcome.FAIL;
                    }
                }
                for (Answer.OpenClause clause : open) {
                    Outcome its = leave(entry, clause.clause(), clause.reason(), assignment);
                    outcome = its.compareTo(outcome) > 0 ? its : outcome;
                }
                patches.forEach(p -> propose(entry.doc().id(), p));
                yield outcome;
            }
            case Answer.NotChecked(var reason) -> {
                List<RuleDoc.Clause> own = asked.part().doc().clauses();
                if (entry.parts().size() == 1 || own.isEmpty()) {
                    yield leave(entry, "", reason, assignment);
                }
                own.forEach(c -> leave(entry, c.letter(), reason, assignment));
                yield outcomeOf(reason);
            }
        };
    }

    private void propose(String rule, Patch patch) {
        boolean known = proposals.stream().anyMatch(p -> p.patch().equals(patch));
        if (!known) {
            proposals.add(new PatchRecord(rule, patch, PatchRecord.Fate.PROPOSED, ""));
        }
    }

    private boolean judged(Violation violation, Assignment assignment, Old old) {
        EnforcementAction action =
                assignment
                        .action()
                        .or(() -> profile.actionFor(violation.rule(), violation.clause()))
                        .orElse(violation.action());
        if (action == EnforcementAction.OFF) {
            return false;
        }
        var judged = new JudgedViolation(violation, action, assignment.constraint(), "", List.of());
        Optional<Exemption> exemption = exemptionFor(violation);
        if (exemption.isPresent()) {
            violations.add(judged.exemptedBy(exemption.get().name()));
            return true;
        }
        if (action == EnforcementAction.DENY && old.had(violation)) {
            judged = judged.cappedAt(EnforcementAction.WARN, Cap.RATCHET);
        }
        violations.add(caps.apply(judged));
        return true;
    }

    /** The first exemption in force that covers it; those that have run out are noted. */
    private Optional<Exemption> exemptionFor(Violation violation) {
        List<String> runOut = new ArrayList<>();
        for (Exemption exemption : exemptions) {
            if (exemption.covers(violation, review, namespace)) {
                if (!exemption.isExpired(review.now())) {
                    return Optional.of(exemption);
                }
                runOut.add(
                        "Exemption "
                                + exemption.name()
                                + " of "
                                + exemption.owner()
                                + " ended at "
                                + exemption.until()
                                + " and no longer covers "
                                + violation.rule()
                                + ".");
            }
        }
        expired.addAll(runOut);
        return Optional.empty();
    }

    private Outcome leave(
            Rules.Entry entry, String clause, Unchecked reason, Assignment assignment) {
        EnforcementAction action =
                switch (reason) {
                    case Unchecked.Failed _, Unchecked.Halted _ -> assignment.onError().action();
                    case Unchecked.NeedsMesh _, Unchecked.NeedsUser _, Unchecked.NeedsSetting _ ->
                            EnforcementAction.OFF;
                };
        unchecked.add(
                caps.apply(
                        new UncheckedClause(
                                entry.doc().id(),
                                clause,
                                reason,
                                assignment.constraint(),
                                action)));
        return outcomeOf(reason);
    }

    private static Outcome outcomeOf(Unchecked reason) {
        return switch (reason) {
            case Unchecked.Failed _ -> Outcome.ERROR;
            case Unchecked.Halted _ -> Outcome.TIMEOUT;
            case Unchecked.NeedsMesh _, Unchecked.NeedsUser _, Unchecked.NeedsSetting _ ->
                    Outcome.SKIP;
        };
    }

    /** What the old object had wrong with it, worked out when first needed. */
    private final class Old {
        private final List<Rule> parts;
        private final Obj parameters;
        private Optional<Set<Place>> places = Optional.empty();

        Old(Rules.Entry entry, Obj parameters) {
            this.parts = entry.parts();
            this.parameters = parameters;
        }

        boolean had(Violation violation) {
            if (!profile.ratchet()
                    || review.operation() != Operation.UPDATE
                    || review.oldObject().isEmpty()) {
                return false;
            }
            if (places.isEmpty()) {
                places = Optional.of(places(review.withObject(review.oldObject().get())));
            }
            return places.get().contains(Place.of(violation));
        }

        private Set<Place> places(Review before) {
            Set<Place> found = new LinkedHashSet<>();
            for (Asker.Asked asked : asker.ask(parts, before, parameters)) {
                if (asked.answer() instanceof Answer.Checked checked) {
                    checked.violations().forEach(v -> found.add(Place.of(v)));
                }
            }
            return found;
        }
    }

    /** What makes two violations the same to the ratchet. */
    private record Place(String rule, String clause, String path) {
        static Place of(Violation violation) {
            return new Place(violation.rule(), violation.clause(), violation.path());
        }
    }
}

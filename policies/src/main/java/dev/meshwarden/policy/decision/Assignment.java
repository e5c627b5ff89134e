package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.constraint.Constraint;
import dev.meshwarden.policy.constraint.OnError;
import dev.meshwarden.policy.profile.Profile;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One way in which a rule bears on a review: by a constraint, or by itself when no constraint covers the review.
 *
 * @param constraint its name; empty for none
 * @param action empty: what profile and rule say
 */
record Assignment(
        String constraint, Optional<EnforcementAction> action, Obj parameters, OnError onError) {

    /**
     * All ways in which a rule bears on a review.
     *
     * @param undecided constraints that an unknown namespace keeps from being decided
     */
    record All(List<Assignment> assignments, List<String> undecided) {}

    /** A constraint stands in for the rule's own metadata only where it covers the review. */
    static All of(
            RuleDoc doc,
            List<Constraint> ofRule,
            Profile profile,
            Review review,
            Optional<Obj> namespace) {
        List<Assignment> found = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
        boolean covered = false;
        Obj sites = sameNamed(doc.parameters(), profile.settings());
        Obj standing = over(over(doc.parameters(), sites), profile.parametersOf(doc.id()));
        for (Constraint c : ofRule) {
            switch (c.match().fits(review, namespace)) {
                case YES -> {
                    covered = true;
                    if (!c.action().equals(Optional.of(EnforcementAction.OFF))) {
                        found.add(
                                new Assignment(
                                        c.name(),
                                        c.action(),
                                        over(standing, c.parameters()),
                                        c.onError().orElse(profile.onError())));
                    }
                }
                case NO -> {}
                case NEEDS_NAMESPACE -> undecided.add(c.name());
            }
        }
        if (!covered && !isOff(doc, profile)) {
            found.add(new Assignment("", Optional.empty(), standing, profile.onError()));
        }
        return new All(found, undecided);
    }

    /** Off as a whole and with no clause set to anything else. */
    private static boolean isOff(RuleDoc doc, Profile profile) {
        return profile.actionFor(doc.id(), "").equals(Optional.of(EnforcementAction.OFF))
                && doc.clauses().stream()
                        .allMatch(c ->
                                profile.actionFor(doc.id(), c.letter())
                                        .equals(Optional.of(EnforcementAction.OFF)));
    }

    /** A parameter named like a setting of the site takes the setting's value, unless the rule is given one of its own. */
    private static Obj sameNamed(Obj parameters, Obj settings) {
        Obj.Builder found = Obj.builder(parameters.size());
        parameters.forEach((key, _) -> {
            Value value = settings.get(key);
            if (value != null) {
                found.put(key, value);
            }
        });
        return found.build();
    }

    private static Obj over(Obj lower, Obj upper) {
        if (upper.size() == 0) {
            return lower;
        }
        Obj.Builder joined = lower.toBuilder();
        upper.forEach(joined::put);
        return joined.build();
    }
}

package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.constraint.Constraint;
import dev.meshwarden.policy.exemption.Exemption;
import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.profile.EnforcementMode;
import dev.meshwarden.policy.profile.Profile;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Rules;
import dev.meshwarden.rego.value.Obj;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Asks every rule that concerns a review and works out what the answers come to: the strongest action left after constraints,
 * exemptions, ratchet and enforcement mode. Immutable; knows no clock but the review's and a monotonic one for budgets.
 */
public final class Decider {
    private final Rules rules;
    private final Map<String, List<Constraint>> constraints;
    private final List<Exemption> exemptions;
    private final Profile profile;
    private final String policyRevision;
    private final LongSupplier nanoTime;
    private final Optional<Breakers> breakers;

    /**
     * @param nanoTime monotonic, as {@code System::nanoTime}
     */
    public Decider(
            Rules rules,
            List<Constraint> constraints,
            List<Exemption> exemptions,
            Profile profile,
            String policyRevision,
            LongSupplier nanoTime) {
        this(
                rules,
                byRule(constraints),
                List.copyOf(exemptions),
                profile,
                policyRevision,
                nanoTime,
                Optional.empty());
    }

    private Decider(
            Rules rules,
            Map<String, List<Constraint>> constraints,
            List<Exemption> exemptions,
            Profile profile,
            String policyRevision,
            LongSupplier nanoTime,
            Optional<Breakers> breakers) {
        this.rules = rules;
        this.constraints = constraints;
        this.exemptions = exemptions;
        this.profile = profile;
        this.policyRevision = policyRevision;
        this.nanoTime = nanoTime;
        this.breakers = breakers;
    }

    /** The same, but rules that cost too much are not asked for a while; for a server, where others wait behind them. */
    public Decider guardedBy(Breakers own) {
        return new Decider(
                rules,
                constraints,
                exemptions,
                profile,
                policyRevision,
                nanoTime,
                Optional.of(own));
    }

    /** The rules that are not asked now, everywhere or in some namespaces, and why. */
    public Map<String, String> skipped() {
        return breakers.map(Breakers::open).orElse(Map.of());
    }

    private static Map<String, List<Constraint>> byRule(List<Constraint> all) {
        Map<String, List<Constraint>> byRule = new TreeMap<>();
        all.forEach(c -> byRule.computeIfAbsent(c.rule(), _ -> new ArrayList<>()).add(c));
        return byRule;
    }

    /**
     * The decision on a review; in the mutate phase the patches, and never a denial.
     *
     * @param mesh the cluster before the request; empty without one
     */
    public Decision decide(Review review, Optional<MeshView> mesh, Duration timeLeft) {
        if (Unchanged.is(review) || IstiodProof.is(review)) {
            return decision(review, mesh, Optional.empty(), Optional.empty());
        }
        var asker = new Asker(profile.settings(), mesh, timeLeft, nanoTime, breakers);
        Optional<Obj> namespace = namespaceOf(review, mesh);
        var judgement =
                new Judgement(
                        review,
                        profile,
                        exemptions,
                        namespace,
                        asker,
                        Caps.of(review, mesh, namespace));
        boolean mutates = review.phase() == Phase.MUTATE;
        var mutation =
                mutates ? Optional.of(new Mutation(review, asker)) : Optional.<Mutation>empty();
        for (Rules.Entry entry : rules.all()) {
            boolean asked =
                    Asker.concerns(entry.doc(), review)
                            && (!mutates || isWanted(entry.doc().id(), review));
            if (asked) {
                List<Constraint> ofRule = constraints.getOrDefault(entry.doc().id(), List.of());
                judgement.judge(
                        entry, Assignment.of(entry.doc(), ofRule, profile, review, namespace));
            }
        }
        if (mutation.isPresent() && modeIn(review, mesh) != EnforcementMode.OBSERVE) {
            judgement.proposals.forEach(p -> apply(mutation.get(), p, judgement));
        }
        return decision(review, mesh, Optional.of(judgement), mutation);
    }

    /** What {@code /mutate} would do to the object of an offline review. */
    public Decision mutate(Review review, Optional<MeshView> mesh, Duration timeLeft) {
        return decide(review.inPhase(Phase.MUTATE), mesh, timeLeft);
    }

    public Profile profile() {
        return profile;
    }

    public String policyRevision() {
        return policyRevision;
    }

    private boolean isWanted(String rule, Review review) {
        return profile.mutations().contains(rule)
                && review.object().isPresent()
                && (review.operation() == Operation.CREATE
                        || review.operation() == Operation.UPDATE);
    }

    /** Applies a proposal, unless everything that its rule found is exempted: then nobody asked for a repair. */
    private void apply(Mutation mutation, PatchRecord proposal, Judgement judgement) {
        List<JudgedViolation> found =
                judgement.violations.stream()
                        .filter(v -> v.violation().rule().equals(proposal.rule()))
                        .toList();
        boolean exempted = !found.isEmpty() && found.stream().allMatch(JudgedViolation::isExempted);
        if (!exempted) {
            Rules.Entry entry = rules.find(proposal.rule()).orElseThrow();
            mutation.apply(
                    proposal.rule(),
                    entry.parts(),
                    judgement.parametersOf(proposal.rule()),
                    proposal.patch());
        }
    }

    private Decision decision(
            Review review,
            Optional<MeshView> mesh,
            Optional<Judgement> judgement,
            Optional<Mutation> mutation) {
        EnforcementMode mode = modeIn(review, mesh);
        return new Verdicts(review, profile, policyRevision, mode).of(judgement, mutation);
    }

    /** A Namespace that is being changed counts by what it was: nobody lifts enforcement in the request that needs it. */
    private EnforcementMode modeIn(Review review, Optional<MeshView> mesh) {
        Optional<Obj> namespace =
                isNamespace(review)
                        ? review.oldObject().or(review::object)
                        : namespaceOf(review, mesh);
        return profile.enforcement().modeIn(namespace);
    }

    private static Optional<Obj> namespaceOf(Review review, Optional<MeshView> mesh) {
        if (isNamespace(review)) {
            return Optional.of(review.subject());
        }
        return review.namespace().isEmpty()
                ? Optional.empty()
                : mesh.flatMap(
                        m -> Optional.ofNullable(m.find("", "Namespace", "", review.namespace())));
    }

    private static boolean isNamespace(Review review) {
        return review.gvk().group().isEmpty() && review.gvk().kind().equals("Namespace");
    }

    public Rules rules() {
        return rules;
    }

    /** The strongest action that a rule can come to by rule and profile alone, for listings. */
    public EnforcementAction standingAction(String rule) {
        return profile.actionFor(rule, "")
                .or(() -> rules.find(rule).map(e -> e.doc().action()))
                .orElse(EnforcementAction.OFF);
    }

    /** Whether the rule can come to anything: it, one of its clauses or a constraint on it is not off. */
    public boolean mayAct(String rule) {
        return constraints.containsKey(rule)
                || standingAction(rule) != EnforcementAction.OFF
                || profile.rules().entrySet().stream()
                        .anyMatch(e ->
                                e.getKey().startsWith(rule + "/")
                                        && e.getValue()
                                                .action()
                                                .filter(a -> a != EnforcementAction.OFF)
                                                .isPresent());
    }
}

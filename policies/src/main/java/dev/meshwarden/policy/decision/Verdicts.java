package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.decision.PatchRecord.Fate;
import dev.meshwarden.policy.profile.EnforcementMode;
import dev.meshwarden.policy.profile.Profile;
import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.rego.value.Obj;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last steps of a decision: enforcement mode, break-glass, verdict, warnings. */
final class Verdicts {
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int INTERNAL = 500;

    private final Review review;
    private final Profile profile;
    private final String policyRevision;
    private final EnforcementMode mode;

    Verdicts(Review review, Profile profile, String policyRevision, EnforcementMode mode) {
        this.review = review;
        this.profile = profile;
        this.policyRevision = policyRevision;
        this.mode = mode;
    }

    Decision of(Optional<Judgement> judgement, Optional<Mutation> mutation) {
        if (judgement.isEmpty()) {
            return new Decision(
                    Verdict.ALLOW,
                    OK,
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    false,
                    Optional.empty(),
                    true,
                    mode,
                    profile.name(),
                    policyRevision,
                    List.of());
        }
        return review.phase() == Phase.MUTATE
                ? ofMutation(judgement.get(), mutation.orElseThrow())
                : ofValidation(judgement.get());
    }

    private Decision ofMutation(Judgement judgement, Mutation mutation) {
        List<PatchRecord> patches =
                mutation.records().isEmpty() ? judgement.proposals : mutation.records();
        List<String> warnings = new ArrayList<>();
        if (mode != EnforcementMode.OBSERVE) {
            patches.stream()
                    .filter(p -> p.fate() == Fate.DROPPED)
                    .forEach(p ->
                            warnings.add(
                                    "Patch " + p.patch().id() + " was not applied: " + p.reason()));
        }
        List<UncheckedClause> unchecked =
                judgement.unchecked.stream().map(u -> u.cappedAt(EnforcementAction.AUDIT)).toList();
        return decision(
                Verdict.ALLOW,
                List.of(),
                unchecked,
                patches,
                mutation.result(),
                warnings,
                false,
                Optional.empty(),
                judgement.results);
    }

    private Decision ofValidation(Judgement judgement) {
        boolean wouldDeny =
                judgement.violations.stream().anyMatch(v -> v.action() == EnforcementAction.DENY)
                        || judgement.unchecked.stream()
                                .anyMatch(u -> u.action() == EnforcementAction.DENY);
        List<JudgedViolation> violations = new ArrayList<>();
        judgement.violations.forEach(v -> violations.add(v.cappedAt(mode.most(), Cap.ENFORCEMENT)));
        List<UncheckedClause> unchecked = new ArrayList<>();
        judgement.unchecked.forEach(u -> unchecked.add(u.cappedAt(mode.most())));

        boolean denies =
                violations.stream().anyMatch(v -> v.action() == EnforcementAction.DENY)
                        || unchecked.stream().anyMatch(u -> u.action() == EnforcementAction.DENY);
        Optional<BreakGlassUse> use = denies ? BreakGlass.use(review, profile) : Optional.empty();
        if (use.isPresent()) {
            violations.replaceAll(v -> v.cappedAt(EnforcementAction.WARN, Cap.BREAK_GLASS));
            violations.addAll(BreakGlass.marks(review, profile, use.get()));
            unchecked.replaceAll(u -> u.cappedAt(EnforcementAction.WARN));
        }
        violations.sort(JudgedViolation.ORDER);
        Verdict verdict = use.isPresent() ? Verdict.BREAK_GLASS : verdict(violations, unchecked);
        return decision(
                verdict,
                violations,
                unchecked,
                judgement.proposals,
                Optional.empty(),
                warnings(violations, unchecked, judgement),
                wouldDeny && verdict.admits(),
                use,
                judgement.results);
    }

    private static Verdict verdict(
            List<JudgedViolation> violations, List<UncheckedClause> unchecked) {
        if (violations.stream().anyMatch(v -> v.action() == EnforcementAction.DENY)) {
            return Verdict.DENY;
        }
        if (unchecked.stream().anyMatch(u -> u.action() == EnforcementAction.DENY)) {
            return Verdict.ERROR;
        }
        boolean warns =
                violations.stream().anyMatch(v -> v.action() == EnforcementAction.WARN)
                        || unchecked.stream().anyMatch(u -> u.action() == EnforcementAction.WARN);
        return warns ? Verdict.WARN : Verdict.ALLOW;
    }

    private List<String> warnings(
            List<JudgedViolation> violations, List<UncheckedClause> unchecked, Judgement from) {
        List<String> warnings = new ArrayList<>();
        violations.stream()
                .filter(v -> v.action() == EnforcementAction.WARN)
                .forEach(v -> warnings.add(v.line()));
        unchecked.stream()
                .filter(u -> u.action() == EnforcementAction.WARN)
                .forEach(u -> warnings.add(u.line()));
        if (mode != EnforcementMode.OBSERVE) {
            warnings.addAll(from.expired);
        }
        return warnings;
    }

    private Decision decision(
            Verdict verdict,
            List<JudgedViolation> violations,
            List<UncheckedClause> unchecked,
            List<PatchRecord> patches,
            Optional<Obj> patched,
            List<String> warnings,
            boolean wouldDeny,
            Optional<BreakGlassUse> breakGlass,
            List<RuleResult> results) {
        int code =
                switch (verdict) {
                    case ALLOW, WARN, BREAK_GLASS -> OK;
                    case DENY -> FORBIDDEN;
                    case ERROR -> INTERNAL;
                };
        return new Decision(
                verdict,
                code,
                violations,
                unchecked,
                patches,
                patched,
                warnings,
                wouldDeny,
                breakGlass,
                false,
                mode,
                profile.name(),
                policyRevision,
                results);
    }
}

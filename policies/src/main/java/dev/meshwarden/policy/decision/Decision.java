package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.patch.Patch;
import dev.meshwarden.policy.profile.EnforcementMode;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.rego.value.Obj;

import java.util.List;
import java.util.Optional;

/**
 * What all answers come to for one review.
 *
 * @param code 200 when admitted, 403 when denied, 500 when denied because a rule could not be judged
 * @param violations strongest first, audit and exempted ones included
 * @param unchecked in rule order
 * @param patches in the order in which they were considered
 * @param patched the object after the applied patches; empty when none was applied
 * @param warnings for the author, strongest first, one line each, uncut
 * @param wouldDeny whether it would have been denied but for enforcement mode or break-glass
 * @param unchanged the update changes nothing that rules look at, so none was asked
 * @param results in rule order; rules that do not concern the object are left out
 */
public record Decision(
        Verdict verdict,
        int code,
        List<JudgedViolation> violations,
        List<UncheckedClause> unchecked,
        List<PatchRecord> patches,
        Optional<Obj> patched,
        List<String> warnings,
        boolean wouldDeny,
        Optional<BreakGlassUse> breakGlass,
        boolean unchanged,
        EnforcementMode mode,
        String profile,
        String policyRevision,
        List<RuleResult> results) {
    public Decision {
        violations = List.copyOf(violations);
        unchecked = List.copyOf(unchecked);
        patches = List.copyOf(patches);
        warnings = List.copyOf(warnings);
        results = List.copyOf(results);
    }

    public boolean allowed() {
        return verdict.admits();
    }

    /** Violations of one action. */
    public List<JudgedViolation> violations(EnforcementAction action) {
        return violations.stream().filter(v -> v.action() == action).toList();
    }

    /** The operations of all applied patches, in order: the response's patch. */
    public List<Patch.Op> patchOps() {
        return patches.stream()
                .filter(p -> p.fate() == PatchRecord.Fate.APPLIED)
                .flatMap(p -> p.patch().ops().stream())
                .toList();
    }

    /** Rules that had to be judged and were not, where that denies. */
    public List<UncheckedClause> denyingErrors() {
        return unchecked.stream().filter(u -> u.action() == EnforcementAction.DENY).toList();
    }
}

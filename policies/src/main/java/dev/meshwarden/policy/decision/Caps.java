package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.review.User;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.util.Optional;
import java.util.Set;

/** The caps that follow from the object and its namespace alone. */
final class Caps {
    /** Rules, or clauses, that warn of a policy that is only tried out. */
    private static final Set<String> DRY_RUN =
            Set.of(
                    "MW-AUTHZ-001",
                    "MW-AUTHZ-002",
                    "MW-AUTHZ-003",
                    "MW-AUTHZ-006",
                    "MW-AUTHZ-011/a");

    /** Rules that must not keep a namespace from being emptied. */
    private static final Set<String> TERMINATING =
            Set.of("MW-MTLS-008", "MW-AUTHZ-019", "MW-GOV-001", "MW-GOV-002", "MW-TRAFFIC-010");

    /** What Go's ParseBool takes for true, which is how Istio reads the annotation. */
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

    private static final String NAMESPACE_CONTROLLER =
            "system:serviceaccount:kube-system:namespace-controller";

    private final boolean dryRun;
    private final boolean terminating;

    private Caps(boolean dryRun, boolean terminating) {
        this.dryRun = dryRun;
        this.terminating = terminating;
    }

    static Caps of(Review review, Optional<MeshView> mesh, Optional<Obj> namespace) {
        return new Caps(isDryRun(review), isTerminating(review, mesh, namespace));
    }

    JudgedViolation apply(JudgedViolation judged) {
        JudgedViolation capped = judged;
        if (dryRun && names(DRY_RUN, judged)) {
            capped = capped.cappedAt(EnforcementAction.WARN, Cap.DRY_RUN);
        }
        if (terminating && names(TERMINATING, judged)) {
            capped = capped.cappedAt(EnforcementAction.AUDIT, Cap.TERMINATING);
        }
        return capped;
    }

    /** A rule of the list that breaks must not block what its violations would not. */
    UncheckedClause apply(UncheckedClause unchecked) {
        return terminating && TERMINATING.contains(unchecked.rule())
                ? unchecked.cappedAt(EnforcementAction.AUDIT)
                : unchecked;
    }

    private static boolean names(Set<String> rules, JudgedViolation judged) {
        String rule = judged.violation().rule();
        return rules.contains(rule) || rules.contains(rule + "/" + judged.violation().clause());
    }

    private static boolean isDryRun(Review review) {
        return review.gvk().group().equals("security.istio.io")
                && review.gvk().kind().equals("AuthorizationPolicy")
                && TRUE.contains(review.text("metadata", "annotations", "istio.io/dry-run"));
    }

    private static boolean isTerminating(
            Review review, Optional<MeshView> mesh, Optional<Obj> namespace) {
        if (review.operation() != Operation.DELETE || review.namespace().isEmpty()) {
            return false;
        }
        return mesh.isPresent()
                ? namespace.filter(Caps::isGoing).isPresent()
                : review.user().map(User::name).filter(NAMESPACE_CONTROLLER::equals).isPresent();
    }

    private static boolean isGoing(Obj namespace) {
        return Review.at(namespace, "metadata", "deletionTimestamp") != null
                || (Review.at(namespace, "status", "phase") instanceof Str phase
                        && phase.text().equals("Terminating"));
    }
}

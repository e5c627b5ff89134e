package dev.meshwarden.policy.library.authorizationpolicy;

import dev.meshwarden.policy.library.Docs;
import dev.meshwarden.policy.library.Node;
import dev.meshwarden.policy.library.Subject;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Unchecked;
import dev.meshwarden.policy.rule.Violation;

import java.util.ArrayList;
import java.util.List;

/**
 * MW-AUTHZ-019, clause b: the deletion, in the root namespace, of an enforced policy that denies by default. Clause a compares the
 * access of representative requests before and after a change and needs the cluster; it is open until the posture is computed.
 */
public final class OpensAccess implements Rule {
    private static final RuleDoc DOC =
            Docs.rule(
                            "MW-AUTHZ-019",
                            Severity.CRITICAL,
                            "Change opens access",
                            "The deletion of the policy of the root namespace that denies by"
                                    + " default.",
                            "Keep a deny-by-default policy in place, or scope the new rule.")
                    .kinds("security.istio.io", "AuthorizationPolicy")
                    .operations(Operation.CREATE, Operation.UPDATE, Operation.DELETE)
                    .clause(
                            "a",
                            EnforcementAction.DENY,
                            new RuleDoc.Need.Mesh("security.istio.io/AuthorizationPolicy"))
                    .clause("b", EnforcementAction.DENY)
                    .build();

    @Override
    public RuleDoc doc() {
        return DOC;
    }

    @Override
    public Answer answer(Question question) {
        var subject = new Subject(question);
        List<Violation> found = new ArrayList<>();
        if (question.review().operation() == Operation.DELETE
                && subject.inRootNamespace()
                && !dryRun(subject.object())
                && deniesByDefault(subject.spec())
                && !subject.namespaceTerminates()) {
            String message =
                    "DELETE of %s removes the default deny of %s."
                            .formatted(subject.fullName(), scope(subject));
            found.add(Docs.violation(DOC, "b", EnforcementAction.DENY, message, ""));
        }
        var reason = new Unchecked.NeedsMesh(List.of("security.istio.io/AuthorizationPolicy"));
        return new Answer.Checked(found, List.of(), List.of(new Answer.OpenClause("a", reason)));
    }

    private static String scope(Subject subject) {
        return subject.selectsWorkloads() ? "the workloads that it selects" : "the mesh";
    }

    private static boolean dryRun(Node object) {
        return List.of("1", "t", "T", "true", "TRUE", "True")
                .contains(object.at("metadata", "annotations", "istio.io/dry-run").text());
    }

    /** ALLOW without rules, or DENY with an empty rule. */
    private static boolean deniesByDefault(Node spec) {
        String action = spec.field("action").text();
        if (action.isEmpty() || action.equals("ALLOW")) {
            return !spec.field("rules").isPopulated();
        }
        return action.equals("DENY")
                && spec.field("rules").items().stream()
                        .anyMatch(r ->
                                !r.field("from").isPopulated()
                                        && !r.field("to").isPopulated()
                                        && !r.field("when").isPopulated());
    }
}

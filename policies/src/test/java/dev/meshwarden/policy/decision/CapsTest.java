package dev.meshwarden.policy.decision;

import static dev.meshwarden.policy.decision.Scene.creation;
import static dev.meshwarden.policy.decision.Scene.delete;
import static dev.meshwarden.policy.decision.Scene.found;
import static dev.meshwarden.policy.decision.Scene.violation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.review.User;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.RuleDoc.Clause;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

class CapsTest {
    private static final Optional<User> CONTROLLER =
            Optional.of(
                    new User(
                            "system:serviceaccount:kube-system:namespace-controller",
                            "",
                            List.of()));

    private static String policy(String annotations) {
        return "{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy,"
                + " metadata: {name: x, namespace: pay, annotations: {"
                + annotations
                + "}}}";
    }

    @ParameterizedTest
    @CsvSource({
        "MW-AUTHZ-001,'',WARN",
        "MW-AUTHZ-006,'',WARN",
        "MW-AUTHZ-011,a,WARN",
        "MW-AUTHZ-011,b,DENY",
        "MW-AUTHZ-017,'',DENY"
    })
    void aPolicyThatIsOnlyTriedOutIsWarnedOf(String rule, String clause, Verdict verdict) {
        Scene scene =
                new Scene()
                        .rule(
                                rule,
                                List.of(),
                                clause.isEmpty()
                                        ? List.of()
                                        : List.of(
                                                new Clause(
                                                        clause, EnforcementAction.DENY, List.of())),
                                _ -> found(violation(rule, clause, EnforcementAction.DENY, "")));
        assertThat(scene.decide(creation(policy("istio.io/dry-run: 'true'"))).verdict())
                .isEqualTo(verdict);
        assertThat(scene.decide(creation(policy("istio.io/dry-run: 'false'"))).verdict())
                .isEqualTo(Verdict.DENY);
    }

    @ParameterizedTest
    @CsvSource({"MW-GOV-001,ALLOW", "MW-AUTHZ-019,ALLOW", "MW-AUTHZ-001,DENY"})
    void aTerminatingNamespaceCanBeEmptied(String rule, Verdict verdict) {
        Scene scene = new Scene().finds(rule, EnforcementAction.DENY);
        assertThat(scene.decide(delete(policy(""), CONTROLLER)).verdict()).isEqualTo(verdict);
        assertThat(scene.decide(delete(policy(""), Optional.empty())).verdict())
                .isEqualTo(Verdict.DENY);
        scene.mesh(
                "{apiVersion: v1, kind: Namespace, metadata: {name: pay, deletionTimestamp:"
                        + " '2026-11-24T00:00:00Z'}}");
        assertThat(scene.decide(delete(policy(""), Optional.empty())).verdict()).isEqualTo(verdict);
        assertThat(scene.decide(creation(policy(""))).verdict()).isEqualTo(Verdict.DENY);
    }

    @Test
    void aKnownNamespaceThatStaysIsNotTerminatingWhoeverDeletes() {
        Decision decision =
                new Scene()
                        .finds("MW-GOV-001", EnforcementAction.DENY)
                        .mesh("{apiVersion: v1, kind: Namespace, metadata: {name: pay}}")
                        .decide(delete(policy(""), CONTROLLER));
        assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
    }

    @Test
    void aBrokenRuleOfTheListDoesNotKeepANamespaceFromBeingEmptied() {
        Decision decision =
                new Scene()
                        .rule(
                                "MW-GOV-002",
                                _ -> {
                                    throw new IllegalArgumentException("broken");
                                })
                        .decide(delete(policy(""), CONTROLLER));
        assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
    }
}

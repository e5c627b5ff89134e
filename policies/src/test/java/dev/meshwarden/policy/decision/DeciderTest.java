package dev.meshwarden.policy.decision;

import static dev.meshwarden.policy.decision.Scene.creation;
import static dev.meshwarden.policy.decision.Scene.found;
import static dev.meshwarden.policy.decision.Scene.update;
import static dev.meshwarden.policy.decision.Scene.violation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwarden.policy.decision.RuleResult.Outcome;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.RuleDoc.Clause;
import dev.meshwarden.policy.rule.RuleDoc.Need;
import dev.meshwarden.policy.rule.Unchecked;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class DeciderTest {
    private static final String POD =
            "{apiVersion: v1, kind: Pod, metadata: {name: x, namespace: pay}, spec: {a: 1}}";
    private static final String NAMESPACE =
            "{apiVersion: v1, kind: Namespace, metadata: {name: pay, labels: {stage: trial}}}";

    @Test
    void nothingWrongIsAllowed() {
        Decision decision = new Scene().rule("R", _ -> Answer.CLEAN).decide(creation(POD));
        assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(decision.allowed()).isTrue();
        assertThat(decision.code()).isEqualTo(200);
        assertThat(decision.results()).containsExactly(new RuleResult("R", Outcome.PASS, 0));
        assertThat(decision.policyRevision()).isEqualTo("sha256:test");
    }

    @ParameterizedTest
    @CsvSource({"DENY,DENY,403", "WARN,WARN,200", "AUDIT,ALLOW,200", "OFF,ALLOW,200"})
    void theStrongestActionIsTheVerdict(EnforcementAction action, Verdict verdict, int code) {
        Decision decision =
                new Scene()
                        .finds("R-1", EnforcementAction.AUDIT)
                        .finds("R-2", action)
                        .decide(creation(POD));
        assertThat(decision.verdict()).isEqualTo(verdict);
        assertThat(decision.code()).isEqualTo(code);
    }

    @Test
    void violationsStandStrongestFirst() {
        Decision decision =
                new Scene()
                        .finds("R-1", EnforcementAction.AUDIT)
                        .finds("R-2", EnforcementAction.WARN)
                        .finds("R-3", EnforcementAction.DENY)
                        .finds("R-4", EnforcementAction.DENY)
                        .decide(creation(POD));
        assertThat(decision.violations())
                .extracting(v -> v.violation().rule())
                .containsExactly("R-3", "R-4", "R-2", "R-1");
        assertThat(decision.warnings()).containsExactly("R-2 /spec: it is wrong Fix: mend it");
    }

    @Test
    void aConstraintChangesTheActionWhereItCovers() {
        Scene scene =
                new Scene()
                        .finds("R", EnforcementAction.DENY)
                        .constraint("rule: R, enforcementAction: warn, match: {namespaces: [pay]}");
        Decision covered = scene.decide(creation(POD));
        assertThat(covered.verdict()).isEqualTo(Verdict.WARN);
        assertThat(covered.violations().getFirst().constraint()).isEqualTo("c0");
        assertThat(scene.decide(creation(POD.replace("pay", "order"))).verdict())
                .as("elsewhere the rule applies by itself")
                .isEqualTo(Verdict.DENY);
    }

    @Test
    void aConstraintWithoutActionKeepsTheRulesOwn() {
        Decision decision =
                new Scene()
                        .finds("R", EnforcementAction.WARN)
                        .constraint("rule: R")
                        .decide(creation(POD));
        assertThat(decision.verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void aConstraintCanSwitchARuleOff() {
        Decision decision =
                new Scene()
                        .finds("R", EnforcementAction.DENY)
                        .constraint("rule: R, enforcementAction: off, match: {namespaces: [pay]}")
                        .decide(creation(POD));
        assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(decision.results()).containsExactly(new RuleResult("R", Outcome.SKIP, 0));
    }

    @Test
    void ofSeveralConstraintsEachJudgesWithItsOwnParameters() {
        Scene scene =
                new Scene()
                        .rule(
                                "R",
                                q ->
                                        q.parameters().get("most") instanceof Num most
                                                        && most.longOr(0) < 5
                                                ? found(
                                                        violation(
                                                                "R",
                                                                "",
                                                                EnforcementAction.DENY,
                                                                "/spec/most" + most))
                                                : Answer.CLEAN)
                        .constraint("rule: R, enforcementAction: warn, parameters: {most: 3}")
                        .constraint("rule: R, parameters: {most: 4}")
                        .constraint("rule: R, parameters: {most: 9}");
        Decision decision = scene.decide(creation(POD));
        assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
        assertThat(decision.violations())
                .extracting(JudgedViolation::constraint, v -> v.violation().path())
                .containsExactly(tuple("c1", "/spec/most4"), tuple("c0", "/spec/most3"));
    }

    @Test
    void aConstraintThatAnUnknownNamespaceDecidesIsUncheckedAndTheRuleAppliesByItself() {
        Scene scene =
                new Scene()
                        .finds("R", EnforcementAction.DENY)
                        .constraint(
                                "rule: R, enforcementAction: warn, match: {namespaceSelector:"
                                        + " {matchLabels: {stage: trial}}}");
        Decision blind = scene.decide(creation(POD));
        assertThat(blind.verdict()).isEqualTo(Verdict.DENY);
        assertThat(blind.unchecked())
                .containsExactly(
                        new UncheckedClause(
                                "R",
                                "",
                                new Unchecked.NeedsMesh(List.of("/Namespace")),
                                "c0",
                                EnforcementAction.OFF));
        assertThat(scene.mesh(NAMESPACE).decide(creation(POD)).verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void theProfileSetsActionsOfRulesAndClauses() {
        Scene scene =
                new Scene()
                        .rule(
                                "R",
                                List.of(),
                                List.of(
                                        new Clause("a", EnforcementAction.DENY, List.of()),
                                        new Clause("b", EnforcementAction.DENY, List.of())),
                                _ ->
                                        found(
                                                violation("R", "a", EnforcementAction.DENY, "/a"),
                                                violation("R", "b", EnforcementAction.DENY, "/b")));
        assertThat(scene.profile("rules: {R: {action: audit}}").decide(creation(POD)).verdict())
                .isEqualTo(Verdict.ALLOW);
        assertThat(
                        scene.profile("rules: {R: {action: audit}, R/b: {action: warn}}")
                                .decide(creation(POD))
                                .violations())
                .extracting(v -> v.violation().clause(), JudgedViolation::action)
                .containsExactly(
                        tuple("b", EnforcementAction.WARN), tuple("a", EnforcementAction.AUDIT));
        assertThat(
                        scene.profile("rules: {R: {action: off}, R/b: {action: deny}}")
                                .decide(creation(POD))
                                .violations())
                .extracting(v -> v.violation().clause())
                .containsExactly("b");
        assertThat(scene.profile("rules: {R: {action: off}}").decide(creation(POD)).results())
                .containsExactly(new RuleResult("R", Outcome.SKIP, 0));
    }

    @Test
    void anExemptionTurnsADenialIntoARecord() {
        Decision decision =
                new Scene()
                        .finds("R", EnforcementAction.DENY)
                        .exemption(
                                "pay-12",
                                "rules: [R], match: {namespaces: [pay]}, until: 2027-01-31")
                        .decide(creation(POD));
        assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(decision.violations().getFirst().exemption()).isEqualTo("pay-12");
        assertThat(decision.violations().getFirst().action()).isEqualTo(EnforcementAction.AUDIT);
        assertThat(decision.wouldDeny()).isFalse();
    }

    @Test
    void anExpiredExemptionStopsWorkingAndSaysSo() {
        Decision decision =
                new Scene()
                        .finds("R", EnforcementAction.DENY)
                        .exemption("pay-12", "rules: [R], until: 2026-11-23")
                        .decide(creation(POD));
        assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
        assertThat(decision.warnings())
                .containsExactly(
                        "Exemption pay-12 of me ended at 2026-11-24T00:00:00Z and no longer covers"
                                + " R.");
    }

    @ParameterizedTest
    @CsvSource({"enforce,DENY,false", "warn,WARN,true", "observe,ALLOW,true"})
    void theEnforcementModeCapsAndTheRecordKeepsWhatItWouldHaveBeen(
            String mode, Verdict verdict, boolean wouldDeny) {
        Decision decision =
                new Scene()
                        .finds("R", EnforcementAction.DENY)
                        .profile("enforcement: " + mode)
                        .decide(creation(POD));
        assertThat(decision.verdict()).isEqualTo(verdict);
        assertThat(decision.wouldDeny()).isEqualTo(wouldDeny);
        assertThat(decision.violations().getFirst().caps())
                .isEqualTo(wouldDeny ? List.of(Cap.ENFORCEMENT) : List.of());
    }

    @Test
    void observingTellsTheAuthorNothing() {
        Decision decision =
                new Scene()
                        .finds("R-1", EnforcementAction.WARN)
                        .rule(
                                "R-2",
                                _ -> {
                                    throw new IllegalArgumentException("broken");
                                })
                        .exemption("old", "rules: [R-1], until: 2020-01-01")
                        .profile("enforcement: observe")
                        .decide(creation(POD));
        assertThat(decision.warnings()).isEmpty();
        assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(decision.wouldDeny()).isTrue();
    }

    @Test
    void theModeCanFollowTheNamespacesLabels() {
        Scene scene =
                new Scene()
                        .finds("R", EnforcementAction.DENY)
                        .mesh(NAMESPACE)
                        .profile(
                                "enforcement: {mode: enforce, byNamespace: [{selector:"
                                        + " {matchLabels: {stage: trial}}, mode: observe}]}");
        assertThat(scene.decide(creation(POD)).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(scene.decide(creation(POD.replace("pay", "order"))).verdict())
                .isEqualTo(Verdict.DENY);
        assertThat(
                        scene.decide(
                                        update(
                                                "{apiVersion: v1, kind: Namespace, metadata: {name:"
                                                        + " x}}",
                                                NAMESPACE))
                                .verdict())
                .as("a namespace cannot lift enforcement in the request that needs it")
                .isEqualTo(Verdict.DENY);
    }

    @Test
    void whatARuleNeedsAndLacksIsListedAndNeverDecides() {
        Decision decision =
                new Scene()
                        .rule(
                                "R-1",
                                List.of(new Need.Mesh()),
                                List.of(),
                                _ -> {
                                    throw new AssertionError();
                                })
                        .rule(
                                "R-2",
                                List.of(new Need.User()),
                                List.of(),
                                _ -> {
                                    throw new AssertionError();
                                })
                        .rule(
                                "R-3",
                                List.of(new Need.Setting("clusterCIDRs")),
                                List.of(),
                                _ -> {
                                    throw new AssertionError();
                                })
                        .rule(
                                "R-4",
                                List.of(),
                                List.of(
                                        new Clause("a", EnforcementAction.DENY, List.of()),
                                        new Clause(
                                                "b",
                                                EnforcementAction.WARN,
                                                List.of(new Need.Mesh()))),
                                _ -> Answer.CLEAN)
                        .profile("extends: baseline")
                        .decide(creation(POD));
        assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(decision.unchecked())
                .extracting(UncheckedClause::rule, UncheckedClause::clause, u -> u.reason().text())
                .containsExactly(
                        tuple("R-1", "", "needs-mesh"),
                        tuple("R-2", "", "needs-user"),
                        tuple("R-3", "", "needs-setting:clusterCIDRs"),
                        tuple("R-4", "b", "needs-mesh"));
        assertThat(decision.results())
                .extracting(RuleResult::outcome)
                .containsExactly(Outcome.SKIP, Outcome.SKIP, Outcome.SKIP, Outcome.PASS);
    }

    @Test
    void F31_aRuleThatThrowsIsDeniedWithCode500() {
        Decision decision =
                new Scene()
                        .rule(
                                "R",
                                _ -> {
                                    throw new IllegalArgumentException("broken");
                                })
                        .decide(creation(POD));
        assertThat(decision.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(decision.code()).isEqualTo(500);
        assertThat(decision.denyingErrors())
                .singleElement()
                .extracting(UncheckedClause::line)
                .isEqualTo(
                        "R could not be judged: R: the rule threw"
                                + " java.lang.IllegalArgumentException: broken");
        assertThat(decision.results())
                .extracting(RuleResult::outcome)
                .containsExactly(Outcome.ERROR);
    }

    @Test
    void aDenialOutranksABrokenRule() {
        Decision decision =
                new Scene()
                        .finds("R-1", EnforcementAction.DENY)
                        .rule(
                                "R-2",
                                _ -> {
                                    throw new IllegalArgumentException("broken");
                                })
                        .decide(creation(POD));
        assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
        assertThat(decision.code()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"deny,ERROR", "warn,WARN", "audit,ALLOW"})
    void aBrokenRuleFollowsOnErrorOfConstraintThenProfile(String onError, Verdict verdict) {
        Scene scene =
                new Scene()
                        .rule(
                                "R",
                                _ -> {
                                    throw new IllegalArgumentException("broken");
                                });
        assertThat(scene.profile("onError: " + onError).decide(creation(POD)).verdict())
                .isEqualTo(verdict);
        assertThat(
                        scene.profile("onError: audit")
                                .constraint("rule: R, onError: " + onError)
                                .decide(creation(POD))
                                .verdict())
                .isEqualTo(verdict);
    }

    @Test
    void F31_endlessRecursionInARuleIsAnAnswer() {
        Decision decision = new Scene().rule("R", DeciderTest::endless).decide(creation(POD));
        assertThat(decision.verdict()).isEqualTo(Verdict.ERROR);
    }

    @SuppressWarnings("InfiniteRecursion") // that is the point
    private static Answer endless(Question question) {
        return endless(question);
    }

    @Test
    void aRuleIsGivenItsShareOfTheTimeAndLateOnesAreNotAsked() {
        Scene scene = new Scene();
        List<Duration> given = new ArrayList<>();
        scene.rule(
                        "R-1",
                        q -> {
                            given.add(q.timeLeft());
                            scene.nanos.addAndGet(Duration.ofMillis(1_800).toNanos());
                            return Answer.CLEAN;
                        })
                .rule(
                        "R-2",
                        q -> {
                            given.add(q.timeLeft());
                            scene.nanos.addAndGet(Duration.ofMillis(200).toNanos());
                            return Answer.CLEAN;
                        })
                .rule(
                        "R-3",
                        _ -> {
                            throw new AssertionError("asked too late");
                        });
        Decision decision = scene.decide(creation(POD));
        assertThat(given).containsExactly(Duration.ofSeconds(1), Duration.ofMillis(200));
        assertThat(decision.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(decision.results())
                .containsExactly(
                        new RuleResult("R-1", Outcome.PASS, 1_800_000_000L),
                        new RuleResult("R-2", Outcome.PASS, 200_000_000L),
                        new RuleResult("R-3", Outcome.TIMEOUT, 0));
    }

    @Test
    void theRatchetLetsThroughWhatTheOldObjectHadAtTheSamePlace() {
        Scene scene = new Scene().rule("R", DeciderTest::oneViolationAKey).profile("ratchet: true");
        Review same = update(POD, POD.replace("a: 1", "a: 2"));
        assertThat(scene.decide(same).verdict()).isEqualTo(Verdict.WARN);
        assertThat(scene.decide(same).violations().getFirst().caps()).containsExactly(Cap.RATCHET);
        Review more = update(POD, POD.replace("a: 1", "a: 2, b: 1"));
        assertThat(scene.decide(more).verdict()).isEqualTo(Verdict.DENY);
        assertThat(scene.decide(creation(POD)).verdict()).isEqualTo(Verdict.DENY);
        assertThat(scene.profile("ratchet: false").decide(same).verdict()).isEqualTo(Verdict.DENY);
    }

    private static Answer oneViolationAKey(Question question) {
        Obj spec = question.review().subject().get("spec") instanceof Obj o ? o : Obj.EMPTY;
        var found = new ArrayList<Violation>();
        spec.forEach((key, _) ->
                found.add(
                        violation("R", "", EnforcementAction.DENY, "/spec/" + ((Str) key).text())));
        return new Answer.Checked(found, List.of(), List.of());
    }

    @Test
    void anUpdateThatChangesNothingJudgedAsksNobody() {
        Scene scene = new Scene().finds("R", EnforcementAction.DENY);
        String touched =
                POD.replace(
                                "namespace: pay",
                                "namespace: pay, resourceVersion: '2', finalizers: [x]")
                        .replace("spec: {a: 1}", "spec: {a: 1}, status: {phase: Running}");
        Decision decision = scene.decide(update(POD, touched));
        assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(decision.unchanged()).isTrue();
        assertThat(decision.results()).isEmpty();
        String labelled = POD.replace("namespace: pay", "namespace: pay, labels: {a: b}");
        assertThat(scene.decide(update(POD, labelled)).verdict()).isEqualTo(Verdict.DENY);
        String annotated = POD.replace("namespace: pay", "namespace: pay, annotations: {a: b}");
        assertThat(scene.decide(update(POD, annotated)).verdict()).isEqualTo(Verdict.DENY);
    }
}

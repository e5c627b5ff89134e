package dev.meshwarden.policy.decision;

import static dev.meshwarden.policy.decision.Scene.creation;
import static dev.meshwarden.policy.decision.Scene.delete;
import static dev.meshwarden.policy.decision.Scene.object;
import static dev.meshwarden.policy.decision.Scene.violation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwarden.policy.decision.PatchRecord.Fate;
import dev.meshwarden.policy.patch.Patch;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

class MutationTest {
    private static final String POD =
            "{apiVersion: v1, kind: Pod, metadata: {name: x, namespace: pay}, spec: {a: 1}}";

    /** A rule that wants a field in the spec and proposes to add it. */
    private static Function<Question, Answer> wants(String rule, String field) {
        return q -> {
            Value spec = q.review().subject().get("spec");
            if (spec instanceof Obj o && o.get(field) != null) {
                return Answer.CLEAN;
            }
            return new Answer.Checked(
                    List.of(violation(rule, "", EnforcementAction.DENY, "/spec/" + field)),
                    List.of(
                            new Patch(
                                    rule + "/" + field,
                                    List.of(
                                            new Patch.Op("test", "/spec", "", spec),
                                            new Patch.Op("add", "/spec/" + field, "", Num.of(1))))),
                    List.of());
        };
    }

    private static Scene scene() {
        return new Scene().rule("R-1", wants("R-1", "b")).rule("R-2", wants("R-2", "c"));
    }

    @Test
    void onlyWhatIsOptedIntoIsApplied() {
        Decision decision = scene().profile("mutations: [R-2]").mutate(creation(POD));
        assertThat(decision.patched()).contains(object(POD.replace("a: 1", "a: 1, c: 1")));
        assertThat(decision.patches())
                .extracting(PatchRecord::rule, PatchRecord::fate)
                .containsExactly(tuple("R-2", Fate.APPLIED));
        assertThat(decision.patchOps()).hasSize(2);
    }

    @Test
    void F33_ofTwoThatTouchTheSameTheStaleOneIsDroppedWholeAndSaidSo() {
        Decision decision = scene().profile("mutations: [R-1, R-2]").mutate(creation(POD));
        assertThat(decision.patched()).contains(object(POD.replace("a: 1", "a: 1, b: 1")));
        assertThat(decision.patches())
                .extracting(PatchRecord::rule, PatchRecord::fate, PatchRecord::reason)
                .containsExactly(
                        tuple("R-1", Fate.APPLIED, ""),
                        tuple("R-2", Fate.DROPPED, "test: /spec has changed"));
        assertThat(decision.warnings())
                .containsExactly("Patch R-2/c was not applied: test: /spec has changed");
        assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
    }

    @Test
    void F34_mutatingAgainChangesNothing() {
        Scene scene = scene().profile("mutations: [R-1]");
        Review review = creation(POD);
        Decision first = scene.mutate(review);
        Decision second = scene.mutate(review.withObject(first.patched().orElseThrow()));
        assertThat(second.patchOps()).isEmpty();
        assertThat(second.patched()).isEmpty();
    }

    @Test
    void mutatingNeverDenies() {
        Decision decision =
                scene().rule(
                                "R-3",
                                _ -> {
                                    throw new IllegalArgumentException("broken");
                                })
                        .profile("mutations: [R-3]")
                        .mutate(creation(POD));
        assertThat(decision.allowed()).isTrue();
        assertThat(decision.code()).isEqualTo(200);
        assertThat(decision.unchecked()).hasSize(1);
    }

    @Test
    void F33_aPatchThatDoesNotRepairIsABug() {
        Function<Question, Answer> useless =
                _ ->
                        new Answer.Checked(
                                List.of(violation("R", "", EnforcementAction.DENY, "/spec")),
                                List.of(
                                        new Patch(
                                                "R",
                                                List.of(
                                                        new Patch.Op(
                                                                "test", "/spec/a", "", Num.of(1)),
                                                        new Patch.Op(
                                                                "add", "/spec/z", "", Num.of(1))))),
                                List.of());
        Decision decision =
                new Scene().rule("R", useless).profile("mutations: [R]").mutate(creation(POD));
        assertThat(decision.patched()).isEmpty();
        assertThat(decision.patches())
                .extracting(PatchRecord::fate, PatchRecord::reason)
                .containsExactly(
                        tuple(
                                Fate.DROPPED,
                                "bug: R proposes the patch again after it was applied"));
    }

    @Test
    void validationShowsWhatItWouldDoAndChangesNothing() {
        Decision decision = scene().profile("mutations: [R-1]").decide(creation(POD));
        assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
        assertThat(decision.patches()).extracting(PatchRecord::fate).containsOnly(Fate.PROPOSED);
        assertThat(decision.patched()).isEmpty();
        assertThat(decision.patchOps()).isEmpty();
    }

    @Test
    void observingChangesNothing() {
        Decision decision =
                scene().profile("mutations: [R-1], enforcement: observe").mutate(creation(POD));
        assertThat(decision.patched()).isEmpty();
        assertThat(decision.patches()).extracting(PatchRecord::fate).containsOnly(Fate.PROPOSED);
    }

    @Test
    void whatIsExemptedIsNotRepaired() {
        Decision decision =
                scene().profile("mutations: [R-1]")
                        .exemption("e", "rules: [R-1], until: 2027-01-01")
                        .mutate(creation(POD));
        assertThat(decision.patched()).isEmpty();
    }

    @Test
    void aDeletionIsNotPatched() {
        Decision decision =
                scene().profile("mutations: [R-1]").mutate(delete(POD, Optional.empty()));
        assertThat(decision.patches()).isEmpty();
    }
}

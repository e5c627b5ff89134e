package dev.meshwarden.policy.decision;

import static dev.meshwarden.policy.decision.Scene.createAs;
import static dev.meshwarden.policy.decision.Scene.delete;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.review.User;
import dev.meshwarden.policy.rule.EnforcementAction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

class BreakGlassTest {
    private static final String GROUP = "meshwarden:break-glass";

    private static String pod(String annotations) {
        return "{apiVersion: v1, kind: Pod, metadata: {name: x, namespace: pay, annotations: {"
                + annotations
                + "}}}";
    }

    private static Scene scene() {
        return new Scene().finds("R", EnforcementAction.DENY).profile("extends: baseline");
    }

    @Test
    void B4_aMemberPassesADenialAndItIsRecorded() {
        Decision decision =
                scene().decide(
                                createAs(
                                        pod(
                                                "policy.meshwarden.io/break-glass: INC-7,"
                                                    + " policy.meshwarden.io/break-glass-expires:"
                                                    + " '2026-11-25T00:00:00Z'"),
                                        "ann",
                                        GROUP));
        assertThat(decision.verdict()).isEqualTo(Verdict.BREAK_GLASS);
        assertThat(decision.allowed()).isTrue();
        assertThat(decision.wouldDeny()).isTrue();
        assertThat(decision.breakGlass())
                .contains(new BreakGlassUse(GROUP, "INC-7", "2026-11-25T00:00:00Z"));
        assertThat(decision.violations())
                .singleElement()
                .satisfies(v -> {
                    assertThat(v.action()).isEqualTo(EnforcementAction.WARN);
                    assertThat(v.caps()).containsExactly(Cap.BREAK_GLASS);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|''|ticket is missing,expiry is missing",
                "inc 7|2026-11-25T00:00:00Z|ticket is not valid",
                "INC-7|tomorrow|expiry is not valid",
                "INC-7|2026-11-24T11:59:59Z|expiry is not valid",
                "INC-7|2026-11-25T12:00:01Z|expiry is not valid",
            })
    void ticketAndExpiryAreAskedFor(String ticket, String expires, String faults) {
        String annotations =
                (ticket.isEmpty() ? "" : "policy.meshwarden.io/break-glass: '" + ticket + "',")
                        + (expires.isEmpty()
                                ? ""
                                : "policy.meshwarden.io/break-glass-expires: '" + expires + "'");
        Decision decision = scene().decide(createAs(pod(annotations), "ann", GROUP));
        assertThat(decision.violations())
                .filteredOn(v -> v.violation().rule().equals("MW-GOV-003"))
                .extracting(v -> v.violation().message())
                .containsExactly(
                        Arrays.stream(faults.split(","))
                                .map(f -> "Break-glass used on pay/x: " + f + ".")
                                .toArray(String[]::new));
        assertThat(decision.verdict()).isEqualTo(Verdict.BREAK_GLASS);
    }

    @Test
    void aDeletionUsesTheGroupAlone() {
        Decision decision =
                scene().decide(delete(pod(""), Optional.of(new User("ann", "", List.of(GROUP)))));
        assertThat(decision.verdict()).isEqualTo(Verdict.BREAK_GLASS);
        assertThat(decision.violations()).hasSize(1);
    }

    @Test
    void membersNeedNotBeMentionedWhereNothingIsDenied() {
        Decision decision =
                new Scene()
                        .finds("R", EnforcementAction.WARN)
                        .profile("extends: baseline")
                        .decide(createAs(pod(""), "ann", GROUP));
        assertThat(decision.verdict()).isEqualTo(Verdict.WARN);
        assertThat(decision.breakGlass()).isEmpty();
    }

    @Test
    void otherGroupsPassNothing() {
        assertThat(scene().decide(createAs(pod(""), GROUP, "dev")).verdict())
                .isEqualTo(Verdict.DENY);
    }

    @Test
    void aBrokenRuleIsPassedToo() {
        Decision decision =
                new Scene()
                        .rule(
                                "R",
                                _ -> {
                                    throw new IllegalArgumentException("broken");
                                })
                        .profile("extends: baseline")
                        .decide(createAs(pod(""), "ann", GROUP));
        assertThat(decision.verdict()).isEqualTo(Verdict.BREAK_GLASS);
    }
}

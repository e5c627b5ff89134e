package dev.meshwarden.certs.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.certs.pki.CaProfile;
import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.KeyKind;
import dev.meshwarden.certs.pki.LeafProfile;
import dev.meshwarden.certs.pki.ServerNames;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

final class GenerationScheduleTest {
    private static final Instant DAY_0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final CertSettings MANAGED =
            new CertSettings(
                    KeyKind.P256,
                    Duration.ofDays(365),
                    Duration.ofDays(24),
                    Duration.ofDays(7),
                    ServerNames.LOOPBACK,
                    List.of());

    private static Instant day(double d) {
        return DAY_0.plusMillis((long) (d * 86_400_000));
    }

    private static Generation createdOn(double day) {
        return MANAGED.caProfile().create(day(day));
    }

    private static GenerationPhase phaseOf(Generation g, List<Generation> all, double day) {
        return GenerationSchedule.of(all, MANAGED, day(day)).generations().stream()
                .filter(d -> d.generation().equals(g))
                .findFirst()
                .orElseThrow()
                .phase();
    }

    @Test
    void theDatesAreThoseOfTheLifeCycleTable() {
        Generation a = createdOn(0);
        assertThat(GenerationSchedule.of(List.of(a), MANAGED, day(218.9)).due()).isEmpty();
        assertThat(GenerationSchedule.of(List.of(a), MANAGED, day(219)).due())
                .contains(GenerationReason.AGE);

        Generation b = createdOn(219);
        List<Generation> both = List.of(b, a);
        assertThat(GenerationSchedule.of(both, MANAGED, day(219)).due()).isEmpty();
        assertThat(phaseOf(a, both, 219)).isEqualTo(GenerationPhase.ACTIVE);
        assertThat(phaseOf(b, both, 219)).isEqualTo(GenerationPhase.PUBLISHED);
        assertThat(phaseOf(b, both, 242.9)).isEqualTo(GenerationPhase.PUBLISHED);
        assertThat(phaseOf(b, both, 243)).isEqualTo(GenerationPhase.ACTIVE);
        assertThat(phaseOf(a, both, 243)).isEqualTo(GenerationPhase.RETIRING);
        assertThat(phaseOf(a, both, 250.6)).isEqualTo(GenerationPhase.RETIRING);
        assertThat(phaseOf(a, both, 250.8)).isEqualTo(GenerationPhase.REMOVED);
        assertThat(GenerationSchedule.of(both, MANAGED, day(251)).bundled()).containsExactly(b);
        assertThat(GenerationSchedule.of(both, MANAGED, day(251)).removable()).containsExactly(a);
    }

    @Test
    void theFirstSignsAtOnce() {
        Generation a = createdOn(0);
        assertThat(GenerationSchedule.of(List.of(a), MANAGED, day(0)).active()).contains(a);
    }

    @Test
    void theFirstSignsEvenUnderAClockThatWentBackAnHour() {
        Generation a = createdOn(0);
        assertThat(GenerationSchedule.of(List.of(a), MANAGED, day(-0.05)).active()).contains(a);
    }

    @Test
    void aSuccessorOfAnExpiredOneSignsAtOnce() {
        Generation a = createdOn(0);
        assertThat(GenerationSchedule.of(List.of(a), MANAGED, day(400)).due())
                .contains(GenerationReason.NONE_LEFT);
        Generation b = createdOn(400);
        var then = GenerationSchedule.of(List.of(a, b), MANAGED, day(400));
        assertThat(then.active()).contains(b);
        assertThat(then.removable()).as("others may still serve by it").isEmpty();
        assertThat(GenerationSchedule.of(List.of(a, b), MANAGED, day(408)).removable())
                .containsExactly(a);
    }

    @Test
    void theStageIsAtMostHalfOfWhatThePredecessorHadLeft() {
        Generation a = createdOn(0);
        Generation b = createdOn(355); // a has ten days left
        assertThat(phaseOf(b, List.of(a, b), 359.9)).isEqualTo(GenerationPhase.PUBLISHED);
        assertThat(phaseOf(b, List.of(a, b), 360)).isEqualTo(GenerationPhase.ACTIVE);
    }

    @Test
    void F41_aGenerationFromTheFutureCountsAsAbsentAndIsRemovable() {
        Generation a = createdOn(0);
        Generation ahead = createdOn(30);
        var then = GenerationSchedule.of(List.of(a, ahead), MANAGED, day(10));
        assertThat(then.active()).contains(a);
        assertThat(then.bundled()).containsExactly(a);
        assertThat(then.removable()).containsExactly(ahead);
    }

    @Test
    void F41_aClockFarBehindTakesNoneAwayThatOthersServeBy() {
        Generation a = createdOn(400);
        var behind = GenerationSchedule.of(List.of(a), MANAGED, day(10));
        assertThat(behind.active()).isEmpty();
        assertThat(behind.due()).contains(GenerationReason.FIRST);
        Generation useless = createdOn(10);
        var then = GenerationSchedule.of(List.of(a, useless), MANAGED, day(10));
        assertThat(then.active()).contains(useless);
        assertThat(then.removable()).isEmpty();
        assertThat(then.bundled()).containsExactlyInAnyOrder(a, useless);
        var right = GenerationSchedule.of(List.of(a, useless), MANAGED, day(401));
        assertThat(right.active()).contains(a);
    }

    @Test
    void F41_aClockFarAheadAddsOneAndTakesNoneAwayForAWeek() {
        Generation a = createdOn(0);
        assertThat(GenerationSchedule.of(List.of(a), MANAGED, day(800)).due())
                .contains(GenerationReason.NONE_LEFT);
        Generation useless = createdOn(800);
        var ahead = GenerationSchedule.of(List.of(a, useless), MANAGED, day(807));
        assertThat(ahead.due()).isEmpty();
        assertThat(ahead.bundled()).containsExactly(a, useless);
        var right = GenerationSchedule.of(List.of(a, useless), MANAGED, day(100));
        assertThat(right.active()).contains(a);
        assertThat(right.removable()).containsExactly(useless);
    }

    @Test
    void threeAreTheMost() {
        List<Generation> three = List.of(createdOn(0), createdOn(219), createdOn(220));
        assertThat(GenerationSchedule.of(three, MANAGED, day(221)).due()).isEmpty();
    }

    @Test
    void settingsWithoutRoomForARotationAreRefused() {
        assertThatThrownBy(() ->
                        new CertSettings(
                                KeyKind.P256,
                                Duration.ofDays(60),
                                Duration.ofDays(24),
                                Duration.ofDays(7),
                                ServerNames.LOOPBACK,
                                List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tls.ca.lifetime")
                .hasMessageContaining("40 %");
    }

    /**
     * Random settings, instants and crashes: whatever was written when the process died, no live leaf is ever outside the
     * bundle, and phases only move forward.
     */
    @Test
    void noLiveLeafIsEverOutsideTheBundleAndPhasesOnlyMoveForward() {
        var random = new Random(20261124);
        for (int run = 0; run < 12; run++) {
            simulate(random);
        }
    }

    private static void simulate(Random random) {
        Duration leaf = Duration.ofHours(random.nextInt(2, 200));
        Duration ca = leaf.multipliedBy(random.nextInt(8, 30));
        Duration stage =
                ca.multipliedBy(2)
                        .dividedBy(5)
                        .minus(leaf.multipliedBy(11).dividedBy(10))
                        .multipliedBy(random.nextInt(1, 100))
                        .dividedBy(100);
        var settings =
                new CertSettings(KeyKind.P256, ca, stage, leaf, ServerNames.LOOPBACK, List.of());
        List<Generation> store = new ArrayList<>();
        Map<String, GenerationPhase> furthest = new HashMap<>();
        record Live(Instant end, String generation) {}
        List<Live> live = new ArrayList<>();
        Instant now = DAY_0;
        Instant end = DAY_0.plus(ca.multipliedBy(3));
        while (now.isBefore(end)) {
            var schedule = GenerationSchedule.of(store, settings, now);
            boolean crashes = random.nextInt(10) == 0;
            if (schedule.due().isPresent()) {
                store.add(new CaProfile(KeyKind.P256, ca).create(now));
                schedule = GenerationSchedule.of(store, settings, now);
            }
            if (!crashes) {
                store.removeAll(schedule.removable());
            }
            for (var dated : schedule.generations()) {
                GenerationPhase at = dated.phase();
                String id = dated.generation().id();
                assertThat(at)
                        .isGreaterThanOrEqualTo(
                                furthest.getOrDefault(id, GenerationPhase.PUBLISHED));
                furthest.put(id, at);
            }
            Instant instant = now;
            live.removeIf(l -> !instant.isBefore(l.end()));
            List<String> bundled = schedule.bundled().stream().map(Generation::id).toList();
            assertThat(live).allSatisfy(l -> assertThat(bundled).contains(l.generation()));
            Generation signer = schedule.active().orElseThrow();
            Instant until =
                    now.plus(leaf).isBefore(signer.notAfter()) ? now.plus(leaf) : signer.notAfter();
            live.add(new Live(until, signer.id()));
            now = now.plus(leaf.multipliedBy(random.nextInt(1, 60)).dividedBy(100));
        }
        assertThat(furthest).hasSizeGreaterThan(2);
    }

    @Test
    void eachReasonToIssueALeafAnewIsFound() {
        Generation a = createdOn(0);
        Generation b = createdOn(0);
        var leaf = new LeafProfile(ServerNames.LOOPBACK, Duration.ofDays(7)).issue(a, day(0));
        Map<RenewalReason, LeafQuestion> cases = new EnumMap<>(RenewalReason.class);
        cases.put(RenewalReason.MISSING, new LeafQuestion(Optional.empty(), a, MANAGED, day(0)));
        cases.put(
                RenewalReason.EXPIRED,
                new LeafQuestion(Optional.of(leaf), a, MANAGED, day(6.9999)));
        cases.put(
                RenewalReason.NOT_YET_VALID,
                new LeafQuestion(Optional.of(leaf), a, MANAGED, day(-1)));
        var otherNames =
                new CertSettings(
                        KeyKind.P256,
                        MANAGED.caLifetime(),
                        MANAGED.publishStage(),
                        MANAGED.leafLifetime(),
                        ServerNames.LOOPBACK.plus(List.of("new.example.com")),
                        List.of());
        cases.put(RenewalReason.NAMES, new LeafQuestion(Optional.of(leaf), a, otherNames, day(0)));
        cases.put(RenewalReason.SIGNER, new LeafQuestion(Optional.of(leaf), b, MANAGED, day(0)));
        cases.put(RenewalReason.AGE, new LeafQuestion(Optional.of(leaf), a, MANAGED, day(6)));
        assertThat(cases.keySet())
                .isEqualTo(EnumSet.complementOf(EnumSet.of(RenewalReason.ISSUED)));
        cases.forEach(
                (reason, question) -> assertThat(RenewalChecks.of(question)).contains(reason));
        assertThat(RenewalChecks.of(new LeafQuestion(Optional.of(leaf), a, MANAGED, day(3))))
                .isEmpty();
    }

    @Test
    void renewalIsAtTwoThirdsOfLifeGiveOrTakeATenth() {
        Generation a = createdOn(0);
        double least = 7;
        double most = 0;
        for (int i = 0; i < 60; i++) {
            var leaf = new LeafProfile(ServerNames.LOOPBACK, Duration.ofDays(7)).issue(a, day(0));
            double at =
                    Duration.between(day(0), RenewalChecks.renewalOf(leaf)).toSeconds() / 86_400.0;
            least = Math.min(least, at);
            most = Math.max(most, at);
        }
        assertThat(least).isBetween(7 * 2 / 3.0 * 0.9 - 0.001, 7 * 2 / 3.0);
        assertThat(most).isBetween(7 * 2 / 3.0, 7 * 2 / 3.0 * 1.1 + 0.001);
    }
}

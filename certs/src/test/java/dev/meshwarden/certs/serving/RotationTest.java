package dev.meshwarden.certs.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.CaProfile;
import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.KeyKind;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.pki.ServerNames;
import dev.meshwarden.certs.renewal.CertSettings;
import dev.meshwarden.certs.renewal.GenerationPhase;
import dev.meshwarden.certs.store.CertificateStore;
import dev.meshwarden.certs.store.StoreOutOfReachException;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Several processes over one store: who leads, who is overtaken, who is cut off. */
final class RotationTest {
    private static final ServerNames NAMES =
            ServerNames.ofService("meshwarden", "meshwarden-system", "cluster.local");
    private static final CertSettings SETTINGS =
            new CertSettings(
                    KeyKind.P256,
                    Duration.ofDays(365),
                    Duration.ofDays(24),
                    Duration.ofDays(7),
                    NAMES,
                    List.of());
    private static final Duration READ_EVERY = Duration.ofSeconds(5);

    private final SharedStore store = new SharedStore();
    private Instant now = Instant.parse("2030-05-01T10:00:00Z");

    /** One process. */
    private final class Replica {
        private boolean leads;
        private boolean cutOff;
        private Duration clockError = Duration.ZERO;
        private final ServingIdentity identity;

        Replica(boolean leads) {
            this(leads, SETTINGS);
        }

        Replica(boolean leads, CertSettings settings) {
            this.leads = leads;
            var rotation =
                    new Rotation(
                            store.seenBy(() -> cutOff), settings, () -> this.leads, READ_EVERY);
            identity = ServingIdentity.shared(rotation, settings, () -> now.plus(clockError));
        }

        Renewal look() {
            return identity.renewIfDue();
        }

        String generation() {
            return identity.served().generation();
        }

        List<String> bundle() {
            return identity.bundle().orElseThrow().certificates().stream()
                    .map(Generation::idOf)
                    .toList();
        }
    }

    private void passes(Duration time, Replica... replicas) {
        now = now.plus(time);
        for (Replica replica : replicas) {
            replica.look();
        }
    }

    private List<String> stored() {
        return store.held().stream().map(Generation::id).toList();
    }

    @Test
    void theLeaderMakesTheCaAndTheOthersWaitForIt() {
        var follower = new Replica(false);
        assertThat(follower.look()).isInstanceOf(Renewal.Kept.class);
        assertThat(follower.identity.isServiceable()).isFalse();
        assertThat(follower.identity.fault()).hasValueSatisfying(f -> assertThat(f).contains("CA"));
        assertThat(follower.identity.bundle()).isEmpty();
        assertThat(stored()).isEmpty();

        var leader = new Replica(true);
        assertThat(leader.look()).isInstanceOf(Renewal.Renewed.class);
        assertThat(follower.look()).isInstanceOf(Renewal.Renewed.class);

        assertThat(follower.generation()).isEqualTo(leader.generation()).isIn(stored());
        assertThat(follower.identity.served().serial())
                .as("each signs its own")
                .isNotEqualTo(leader.identity.served().serial());
        assertThat(follower.identity.fault()).isEmpty();
    }

    @Test
    void aReplicaThatStartsWhileTheStoreIsOutOfReachIsNotReadyUntilItWasRead() {
        new Replica(true).look();
        var late = new Replica(false);
        late.cutOff = true;
        assertThat(late.look())
                .isInstanceOfSatisfying(
                        Renewal.Failed.class,
                        f -> assertThat(f.why()).contains("connection refused"));
        assertThat(late.identity.fault())
                .hasValueSatisfying(f -> assertThat(f).contains("connection refused"));
        late.cutOff = false;
        passes(Duration.ofSeconds(5), late);
        assertThat(late.identity.fault()).isEmpty();
    }

    @Test
    void theBundleIsWidenedFirstTheSignerChangesLaterTheOldOneLeavesLast() {
        var leader = new Replica(true);
        var follower = new Replica(false);
        passes(Duration.ZERO, leader, follower);
        String a = leader.generation();

        passes(Duration.ofDays(219), leader, follower);
        assertThat(leader.bundle()).hasSize(2).isEqualTo(follower.bundle()).contains(a);
        assertThat(follower.generation()).isEqualTo(a);
        String b = leader.bundle().stream().filter(id -> !id.equals(a)).findFirst().orElseThrow();

        passes(Duration.ofDays(24), leader, follower);
        assertThat(leader.generation()).isEqualTo(b);
        assertThat(follower.generation()).isEqualTo(b);
        assertThat(leader.bundle()).hasSize(2);

        passes(Duration.ofDays(8), leader, follower);
        assertThat(leader.bundle()).isEqualTo(follower.bundle()).containsExactly(b);
        assertThat(stored()).containsExactly(b);
    }

    @Test
    void whoListensIsToldOfEveryOtherBundle() {
        var leader = new Replica(true);
        List<Integer> told = new ArrayList<>();
        leader.identity.onBundleChange(
                () -> told.add(leader.identity.bundle().orElseThrow().certificates().size()));
        passes(Duration.ZERO, leader);
        passes(Duration.ofSeconds(9), leader);
        passes(Duration.ofDays(219), leader);
        passes(Duration.ofDays(24), leader);
        passes(Duration.ofDays(8), leader);
        assertThat(told).containsExactly(1, 2, 1);
    }

    @Test
    void anOvertakenWriteReadsAgainAndDecidesAnew() {
        var first = new Replica(true);
        var second = new Replica(true);
        passes(Duration.ZERO, first, second);
        assertThat(stored()).hasSize(1);
        assertThat(second.generation()).isEqualTo(first.generation());

        // The second leads too, read before the first wrote, and finds nothing due when it reads
        // again.
        CertificateStore raced = store.seenBy(() -> false);
        var rotation =
                new Rotation(
                        new CertificateStore() {
                            private boolean done;

                            @Override
                            public dev.meshwarden.certs.store.StoredGenerations load()
                                    throws IOException {
                                var held = raced.load();
                                if (!done) {
                                    done = true;
                                    first.look();
                                    store.touch();
                                }
                                return held;
                            }

                            @Override
                            public void add(Generation generation) throws IOException {
                                raced.add(generation);
                            }

                            @Override
                            public void remove(String id) throws IOException {
                                raced.remove(id);
                            }
                        },
                        SETTINGS,
                        () -> true,
                        READ_EVERY);
        now = now.plus(Duration.ofDays(219));
        assertThat(advance(rotation).authority()).isPresent();
        assertThat(stored()).as("one successor, not two").hasSize(2);
    }

    private Standing advance(Rotation rotation) {
        try {
            return rotation.advance(now);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDeletedSecretComesBackFromMemoryWithTheSameGenerations() {
        var leader = new Replica(true);
        var follower = new Replica(false);
        passes(Duration.ZERO, leader, follower);
        passes(Duration.ofDays(219), leader, follower);
        List<String> before = stored();
        String generation = leader.generation();

        store.clear();
        passes(Duration.ofSeconds(6), follower);
        assertThat(stored()).as("a follower only reads").isEmpty();
        assertThat(follower.identity.fault()).isEmpty();
        assertThat(follower.identity.troubles())
                .anySatisfy(t -> assertThat(t).contains("live on in memory"));

        passes(Duration.ofSeconds(1), leader, follower);
        assertThat(stored()).isEqualTo(before);
        assertThat(leader.generation()).isEqualTo(generation);
        assertThat(leader.bundle()).isEqualTo(follower.bundle()).hasSize(2);
    }

    @Test
    void aDeletedSecretWithoutAnyMemoryIsAFirstInstall() {
        passes(Duration.ZERO, new Replica(true));
        List<String> before = stored();
        store.clear();
        passes(Duration.ofSeconds(6), new Replica(true));
        assertThat(stored()).hasSize(1).isNotEqualTo(before);
    }

    @Test
    void garbageAloneIsAFirstInstallAndStaysToldOf() {
        store.spoil("ca-0123456789abcdef.crt: its key is missing");
        var leader = new Replica(true);
        passes(Duration.ZERO, leader);
        assertThat(stored()).hasSize(1);
        assertThat(leader.identity.fault()).isEmpty();
        assertThat(leader.identity.troubles()).anySatisfy(t -> assertThat(t).contains("key is"));
    }

    @Test
    void anOldCaWhoseKeyLeakedLeavesTheBundleAsSoonAsSomebodyTakesItOut() {
        var leader = new Replica(true);
        var follower = new Replica(false);
        passes(Duration.ZERO, leader, follower);
        String leaked = leader.generation();
        passes(Duration.ofDays(219), leader, follower);
        passes(Duration.ofDays(24), leader, follower);
        assertThat(follower.bundle()).as("its successor signs").hasSize(2).contains(leaked);

        store.drop(leaked);
        passes(Duration.ofSeconds(6), leader, follower);

        assertThat(leader.bundle()).isEqualTo(follower.bundle()).hasSize(1).doesNotContain(leaked);
        assertThat(stored()).as("nobody writes it back").doesNotContain(leaked);
        assertThat(follower.identity.fault()).isEmpty();
    }

    @Test
    void whileTheStoreIsOutOfReachLeavesAreSignedFromMemory() {
        var leader = new Replica(true);
        var follower = new Replica(false);
        passes(Duration.ZERO, leader, follower);
        String generation = follower.generation();
        follower.cutOff = true;
        int renewals = 0;
        for (int hour = 0; hour < 24 * 40; hour++) {
            now = now.plus(Duration.ofHours(1));
            if (follower.look() instanceof Renewal.Renewed) {
                renewals++;
            }
            assertThat(follower.identity.fault()).isEmpty();
        }
        assertThat(renewals).isBetween(7, 10);
        assertThat(follower.generation()).isEqualTo(generation);
        assertThat(follower.identity.troubles())
                .anySatisfy(t -> assertThat(t).contains("connection refused"));
    }

    @Test
    void aReplicaCutOffDuringARotationIsTrustedUntilTheOldCaLeaves() {
        var leader = new Replica(true);
        var follower = new Replica(false);
        passes(Duration.ofDays(0), leader, follower);
        passes(Duration.ofDays(218), leader, follower);
        String a = follower.generation();
        follower.cutOff = true;
        for (int hours = 0; hours < 24 * 32; hours += 6) {
            passes(Duration.ofHours(6), leader, follower);
            assertThat(follower.generation()).isEqualTo(a);
            assertThat(leader.bundle()).contains(a);
        }
        assertThat(leader.generation()).isNotEqualTo(a);
    }

    @Test
    void theStoreIsReadEveryFewSecondsAndAlwaysBeforeWhatIsDue() {
        var leader = new Replica(true);
        passes(Duration.ZERO, leader);
        store.clear();
        passes(Duration.ofSeconds(3), leader);
        assertThat(stored()).as("not read yet").isEmpty();
        passes(Duration.ofSeconds(3), leader);
        assertThat(stored()).hasSize(1);
    }

    @Test
    void F41_aLeaderWhoseClockIsFarAheadHarmsNobodyAndARightClockHeals() {
        var ahead = new Replica(true);
        var follower = new Replica(false);
        passes(Duration.ZERO, ahead, follower);
        String a = follower.generation();
        passes(Duration.ofDays(30), ahead, follower);

        ahead.clockError = Duration.ofDays(800);
        for (int hour = 0; hour < 24 * 6; hour++) {
            passes(Duration.ofHours(1), ahead, follower);
            assertThat(ahead.bundle()).contains(a);
            assertThat(follower.generation()).isEqualTo(a);
            assertThat(follower.identity.fault()).isEmpty();
        }
        assertThat(stored()).hasSize(2).contains(a);

        ahead.clockError = Duration.ZERO;
        passes(Duration.ofSeconds(6), ahead, follower);
        assertThat(stored()).containsExactly(a);
        assertThat(ahead.generation()).isEqualTo(a);
        assertThat(ahead.identity.fault()).isEmpty();
    }

    @Test
    void F41_aLeaderWhoseClockIsFarBehindTakesNothingAway() {
        var behind = new Replica(true);
        var follower = new Replica(false);
        passes(Duration.ZERO, behind, follower);
        String a = follower.generation();
        behind.clockError = Duration.ofDays(-800);
        for (int hour = 0; hour < 24 * 6; hour++) {
            passes(Duration.ofHours(1), behind, follower);
            assertThat(behind.bundle()).contains(a);
            assertThat(follower.generation()).isEqualTo(a);
        }
        behind.clockError = Duration.ZERO;
        passes(Duration.ofDays(2), behind, follower);
        passes(Duration.ofSeconds(6), behind, follower);
        assertThat(behind.generation()).isEqualTo(a);
        assertThat(behind.bundle()).containsExactly(a);
    }

    @Test
    void F41_stepsOfAClockAndALongPauseLeaveNothingUndone() {
        var leader = new Replica(true);
        passes(Duration.ZERO, leader);
        for (int i = 0; i < 50; i++) {
            passes(Duration.ofSeconds(i % 2 == 0 ? 1 : -1), leader);
            assertThat(leader.identity.fault()).isEmpty();
        }
        String serial = leader.identity.served().serial();
        passes(Duration.ofDays(6), leader); // as after a suspended machine: one look later
        assertThat(leader.identity.served().serial()).isNotEqualTo(serial);
        assertThat(stored()).hasSize(1);
    }

    @Test
    void aCaThatExpiredWhileAllWasOffIsReplacedAtOnce() {
        passes(Duration.ZERO, new Replica(true));
        now = now.plus(Duration.ofDays(500));
        var leader = new Replica(true);
        assertThat(leader.look()).isInstanceOf(Renewal.Renewed.class);
        assertThat(leader.identity.fault()).isEmpty();
        passes(Duration.ofDays(8), leader);
        assertThat(stored()).containsExactly(leader.generation());
    }

    @Test
    void aRotationOnDemandIsPublishedAndNeverAFourth() throws Exception {
        var leader = new Replica(true);
        passes(Duration.ZERO, leader);
        var operator = new Rotation(store.seenBy(() -> false), SETTINGS);
        now = now.plusSeconds(1);
        assertThat(operator.rotate(now)).isPresent();
        now = now.plusSeconds(1);
        assertThat(operator.rotate(now)).isPresent();
        assertThat(operator.rotate(now)).isEmpty();
        passes(Duration.ofSeconds(6), leader);
        assertThat(leader.bundle()).hasSize(3);
        var cutOff = new Rotation(store.seenBy(() -> true), SETTINGS);
        assertThatThrownBy(() -> cutOff.rotate(now)).isInstanceOf(StoreOutOfReachException.class);
    }

    /**
     * Random lifetimes, leaders that die after any write, two leaders at once, replicas cut off for a while: no leaf that anyone shows
     * is ever outside the bundle that a leader would write, and phases only move forward.
     */
    @Test
    void whateverDiesWheneverNoLeafIsEverOutsideTheBundle() throws Exception {
        var random = new Random(20261125);
        for (int run = 0; run < 6; run++) {
            store.clear();
            simulate(random);
        }
    }

    private void simulate(Random random) throws Exception {
        Duration leaf = Duration.ofHours(random.nextInt(3, 100));
        Duration ca = leaf.multipliedBy(random.nextInt(8, 20));
        Duration room = ca.multipliedBy(2).dividedBy(5).minus(leaf.multipliedBy(11).dividedBy(10));
        Duration stage = room.multipliedBy(random.nextInt(40, 100)).dividedBy(100);
        var settings = new CertSettings(KeyKind.P256, ca, stage, leaf, NAMES, List.of());
        int[] callsUntilDeath = {Integer.MAX_VALUE};
        var dying =
                new Rotation(
                        store.seenBy(() -> callsUntilDeath[0]-- <= 0),
                        settings,
                        () -> true,
                        READ_EVERY);
        var replicas = List.of(new Replica(true, settings), new Replica(false, settings));
        var furthest = new java.util.HashMap<String, GenerationPhase>();
        Instant end = now.plus(ca.multipliedBy(3));
        while (now.isBefore(end)) {
            now = now.plus(stage.multipliedBy(random.nextInt(1, 40)).dividedBy(100));
            replicas.get(0).leads = random.nextBoolean();
            replicas.get(1).leads = random.nextInt(4) == 0;
            replicas.get(1).cutOff = random.nextInt(5) == 0;
            callsUntilDeath[0] = random.nextInt(1, 6);
            try {
                dying.advance(now);
            } catch (StoreOutOfReachException _) {
                // died before it had read anything
            }
            replicas.forEach(Replica::look);
            var truth = new Rotation(store.seenBy(() -> false), settings);
            var authority = truth.look(now);
            Optional<CaBundle> bundle = Optional.of(authority.bundle());
            for (Replica replica : replicas) {
                if (!replica.generation().equals("none")) {
                    assertThat(bundle.orElseThrow().certificates().stream().map(Generation::idOf))
                            .contains(replica.generation());
                }
            }
            for (var dated : authority.schedule().generations()) {
                String id = dated.generation().id();
                assertThat(dated.phase())
                        .isGreaterThanOrEqualTo(
                                furthest.getOrDefault(id, GenerationPhase.PUBLISHED));
                furthest.put(id, dated.phase());
            }
            assertThat(store.held()).hasSizeLessThanOrEqualTo(3);
        }
        assertThat(furthest).hasSizeGreaterThan(2);
    }

    @Test
    void anExtraCaIsInEveryBundle() {
        Generation other = new CaProfile(KeyKind.RSA3072, Duration.ofDays(30)).create(now);
        var settings =
                new CertSettings(
                        KeyKind.P256,
                        Duration.ofDays(365),
                        Duration.ofDays(24),
                        Duration.ofDays(7),
                        NAMES,
                        List.of(other.certificate()));
        var leader = new Replica(true, settings);
        passes(Duration.ZERO, leader);
        assertThat(leader.bundle()).hasSize(2).contains(other.id());
        KeyedChain shown =
                new KeyedChain(
                        List.of(
                                leader.identity
                                        .keyManager()
                                        .getCertificateChain(leader.identity.served().serial())),
                        leader.identity
                                .keyManager()
                                .getPrivateKey(leader.identity.served().serial()));
        assertThat(shown.notAfter()).isEqualTo(now.plus(Duration.ofDays(7)));
    }
}

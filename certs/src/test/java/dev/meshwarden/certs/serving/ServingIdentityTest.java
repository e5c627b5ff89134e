package dev.meshwarden.certs.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.KeyKind;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.pki.LeafProfile;
import dev.meshwarden.certs.pki.ServerNames;
import dev.meshwarden.certs.renewal.CertSettings;
import dev.meshwarden.certs.renewal.RenewalReason;
import dev.meshwarden.certs.store.FileStore;
import dev.meshwarden.certs.store.LeafFiles;
import dev.meshwarden.certs.store.LeafStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

final class ServingIdentityTest {
    private static final CertSettings SETTINGS = CertSettings.file(ServerNames.LOOPBACK);

    @TempDir Path data;
    private Instant now = Instant.parse("2030-05-01T10:00:00Z");

    private Path tls() {
        return data.resolve("tls");
    }

    private ServingIdentity start() throws Exception {
        return start(SETTINGS);
    }

    private ServingIdentity start(CertSettings settings) throws Exception {
        return ServingIdentity.rotating(
                FileStore.open(tls()), LeafFiles.open(tls()), settings, () -> now);
    }

    @Test
    void aFirstStartMakesEverythingAndALaterOneReusesIt() throws Exception {
        ServingIdentity first = start();
        assertThat(Files.readString(tls().resolve("bundle.pem"))).isEqualTo(first.caBundlePem());
        now = now.plus(Duration.ofDays(3));
        ServingIdentity second = start();
        assertThat(second.served()).isEqualTo(first.served());
        assertThat(second.caBundlePem()).isEqualTo(first.caBundlePem());
    }

    @Test
    void withoutALeafStoreEveryStartIssuesAnewAndWritesNoLeafKey() throws Exception {
        var store = FileStore.open(tls());
        var one = ServingIdentity.rotating(store, LeafStore.NONE, SETTINGS, () -> now);
        var two = ServingIdentity.rotating(store, LeafStore.NONE, SETTINGS, () -> now);
        assertThat(two.served().serial()).isNotEqualTo(one.served().serial());
        assertThat(two.caBundlePem()).isEqualTo(one.caBundlePem());
        assertThat(tls().resolve("serving")).doesNotExist();
    }

    @Test
    void F20_nothingIsDueEarlyAndTheLeafIsRenewedByAge() throws Exception {
        ServingIdentity identity = start();
        var before = identity.served();
        now = now.plus(Duration.ofDays(17));
        assertThat(identity.renewIfDue()).isEqualTo(new Renewal.Kept());
        now = now.plus(Duration.ofDays(6));
        assertThat(identity.renewIfDue())
                .isEqualTo(new Renewal.Renewed(RenewalReason.AGE, before, identity.served()));
        assertThat(identity.served().serial()).isNotEqualTo(before.serial());
        assertThat(identity.renewIfDue()).isEqualTo(new Renewal.Kept());
    }

    @Test
    void aNewNameBringsANewLeafUnderTheSameCa() throws Exception {
        ServingIdentity before = start();
        ServingIdentity after =
                start(CertSettings.file(ServerNames.LOOPBACK.plus(List.of("hooks.example.com"))));
        assertThat(after.served().serial()).isNotEqualTo(before.served().serial());
        assertThat(after.caBundlePem()).isEqualTo(before.caBundlePem());
    }

    @Test
    void threeYearsOfLooksNeverServeAnUntrustedOrExpiredLeaf() throws Exception {
        ServingIdentity identity = start();
        Instant end = now.plus(Duration.ofDays(3 * 365));
        int renewals = 0;
        String bundleOfCallers = identity.caBundlePem();
        while (now.isBefore(end)) {
            now = now.plus(Duration.ofHours(53));
            switch (identity.renewIfDue()) {
                case Renewal.Kept _ -> {}
                case Renewal.Renewed _ -> renewals++;
                case Renewal.Failed f -> throw new AssertionError(f.why());
            }
            // callers hold the bundle of the look before: the signer must already be in it
            MemoryHandshake.pass(current(identity), bundleOf(bundleOfCallers), "localhost", now);
            bundleOfCallers = identity.caBundlePem();
            assertThat(identity.isServiceable()).isTrue();
        }
        assertThat(renewals).isBetween(45, 70);
        assertThat(FileStore.open(tls()).load().generations()).hasSizeBetween(1, 2);
    }

    @Test
    void rotateOnDemandFollowsTheDates() throws Exception {
        ServingIdentity identity = start();
        String a = identity.served().generation();
        now =
                now.plusSeconds(
                        1); // certificates tell seconds apart; of one second neither is the older
        Generation b = new Rotation(FileStore.open(tls()), SETTINGS).rotate(now).orElseThrow();
        assertThat(identity.renewIfDue()).isEqualTo(new Renewal.Kept());
        assertThat(identity.bundle().orElseThrow().certificates()).hasSize(2);
        assertThat(identity.served().generation()).isEqualTo(a);
        now = now.plus(SETTINGS.publishStage());
        assertThat(identity.renewIfDue()).isInstanceOf(Renewal.Renewed.class);
        assertThat(identity.served().generation()).isEqualTo(b.id());
        now = now.plus(SETTINGS.retirement());
        identity.renewIfDue();
        assertThat(identity.bundle().orElseThrow().certificates()).containsExactly(b.certificate());
    }

    @Test
    void F20_aFolderThatCannotBeWrittenKeepsTheOldIdentityAndBacksOff() throws Exception {
        ServingIdentity identity = start();
        var before = identity.served();
        now = now.plus(Duration.ofDays(25));
        Path key = tls().resolve("ca").resolve(before.generation() + ".key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        Instant due = now;
        assertThat(identity.renewIfDue())
                .isInstanceOfSatisfying(
                        Renewal.Failed.class,
                        f -> {
                            assertThat(f.why()).contains("chmod 600");
                            assertThat(f.retryAt()).isEqualTo(due.plusSeconds(1));
                        });
        assertThat(identity.renewIfDue()).isEqualTo(new Renewal.Kept());
        now = now.plusSeconds(1);
        Instant second = now;
        assertThat(identity.renewIfDue())
                .isInstanceOfSatisfying(
                        Renewal.Failed.class,
                        f -> assertThat(f.retryAt()).isEqualTo(second.plusSeconds(2)));
        assertThat(identity.served()).isEqualTo(before);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        now = now.plusSeconds(2);
        assertThat(identity.renewIfDue()).isInstanceOf(Renewal.Renewed.class);
        assertThat(identity.isServiceable()).isTrue();
    }

    @Test
    void F21_eachDefectOfACandidateIsFound() throws Exception {
        Generation ca = SETTINGS.caProfile().create(now);
        Generation stranger = SETTINGS.caProfile().create(now);
        var bundle = CaBundle.of(List.of(ca), List.of());
        var check = new CandidateCheck(ServerNames.LOOPBACK, bundle, Duration.ofMinutes(10));
        KeyedChain good = SETTINGS.leafProfile().issue(ca, now);
        KeyedChain other = SETTINGS.leafProfile().issue(ca, now);
        check.pass(good, now);

        refused(check, new KeyedChain(good.chain(), other.key()), Defect.KEY_MISMATCH);
        refused(
                check,
                new LeafProfile(ServerNames.LOOPBACK, Duration.ofMinutes(9)).issue(ca, now),
                Defect.NOT_VALID);
        refused(
                check,
                new LeafProfile(
                                new ServerNames(List.of("localhost"), List.of()),
                                Duration.ofDays(1))
                        .issue(ca, now),
                Defect.SAN_MISMATCH);
        refused(check, new KeyedChain(List.of(ca.certificate()), ca.key()), Defect.SAN_MISMATCH);
        refused(check, SETTINGS.leafProfile().issue(stranger, now), Defect.UNTRUSTED);
        assertThatThrownBy(() -> MemoryHandshake.pass(good, bundle, "somewhere.else.example", now))
                .isInstanceOfSatisfying(
                        IdentityException.class,
                        e -> assertThat(e.defect()).isEqualTo(Defect.HANDSHAKE));
    }

    @Test
    void aP384OrRsaCaServesAsWell() throws Exception {
        for (KeyKind kind : List.of(KeyKind.P384, KeyKind.RSA3072)) {
            var settings =
                    new CertSettings(
                            kind,
                            Duration.ofDays(365),
                            Duration.ofDays(24),
                            Duration.ofDays(30),
                            ServerNames.LOOPBACK,
                            List.of());
            Path folder = data.resolve(kind.text());
            var identity =
                    ServingIdentity.rotating(
                            FileStore.open(folder), LeafFiles.open(folder), settings, () -> now);
            assertThat(
                            identity.bundle()
                                    .orElseThrow()
                                    .certificates()
                                    .getFirst()
                                    .getPublicKey()
                                    .getAlgorithm())
                    .isEqualTo(kind == KeyKind.P384 ? "EC" : "RSA");
        }
    }

    private void refused(CandidateCheck check, KeyedChain candidate, Defect defect) {
        assertThatThrownBy(() -> check.pass(candidate, now))
                .isInstanceOfSatisfying(
                        IdentityException.class, e -> assertThat(e.defect()).isEqualTo(defect));
    }

    private static KeyedChain current(ServingIdentity identity) {
        var keys = identity.keyManager();
        String alias = identity.served().serial();
        return new KeyedChain(List.of(keys.getCertificateChain(alias)), keys.getPrivateKey(alias));
    }

    private static CaBundle bundleOf(String pem) throws Exception {
        return new CaBundle(dev.meshwarden.certs.pki.Pem.certificates(pem));
    }
}

package dev.meshwarden.certs.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.CaProfile;
import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.KeyKind;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.pki.LeafProfile;
import dev.meshwarden.certs.pki.Pem;
import dev.meshwarden.certs.pki.ServerNames;
import dev.meshwarden.certs.renewal.RenewalReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A folder as kubelet fills it from an issuer's Secret. */
final class MountedFolderTest {
    private static final ServerNames NAMES =
            new ServerNames(List.of("meshwarden.meshwarden-system.svc"), List.of());
    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir Path folder;
    private Instant now = Instant.parse("2030-05-01T10:00:00Z");
    private Optional<CaBundle> held = Optional.empty();
    private final Generation root = ca(KeyKind.P256);
    private int mounts;

    private Generation ca(KeyKind kind) {
        return new CaProfile(kind, Duration.ofDays(365)).create(now);
    }

    private ServingIdentity identity() {
        return ServingIdentity.mounted(
                new MountedFolder(folder, Optional.of(NAMES), List.of(), () -> held), () -> now);
    }

    /** As kubelet does: a folder of a new name, then the link swapped. */
    private void mount(String certificate, PrivateKey key, String roots) throws IOException {
        Path data = Files.createDirectory(folder.resolve("..2030_" + mounts++));
        Files.writeString(data.resolve("tls.crt"), certificate);
        Files.writeString(data.resolve("tls.key"), Pem.of(key));
        Files.writeString(data.resolve("ca.crt"), roots);
        Path link = folder.resolve("..data_tmp");
        Files.createSymbolicLink(link, data.getFileName());
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    private KeyedChain mount(Generation of) throws IOException {
        KeyedChain leaf = new LeafProfile(NAMES, MONTH).issue(of, now);
        mount(Pem.of(leaf.chain()), leaf.key(), Pem.of(of.certificate()));
        return leaf;
    }

    @Test
    void theFirstGoodPairIsServedAndTheNextOneWhenTheLinkMoves() throws Exception {
        KeyedChain first = mount(root);
        ServingIdentity identity = identity();
        assertThat(identity.renewIfDue()).isInstanceOf(Renewal.Renewed.class);
        assertThat(identity.served().serial()).isEqualTo(first.serialHex());
        assertThat(identity.bundle().orElseThrow().certificates())
                .containsExactly(root.certificate());
        assertThat(identity.renewIfDue()).isEqualTo(new Renewal.Kept());

        KeyedChain second = mount(root);
        assertThat(identity.renewIfDue())
                .isInstanceOfSatisfying(
                        Renewal.Renewed.class,
                        r -> assertThat(r.reason()).isEqualTo(RenewalReason.ISSUED));
        assertThat(identity.served().serial()).isEqualTo(second.serialHex());
    }

    @Test
    void F21_aMismatchedPairIsNeverLoadedAndTheLastGoodOneStays() throws Exception {
        KeyedChain first = mount(root);
        ServingIdentity identity = identity();
        identity.renewIfDue();
        KeyedChain other = new LeafProfile(NAMES, MONTH).issue(root, now);
        mount(Pem.of(other.chain()), first.key(), Pem.of(root.certificate()));
        assertThat(identity.renewIfDue())
                .isInstanceOfSatisfying(
                        Renewal.Failed.class, f -> assertThat(f.why()).contains("tls.key"));
        assertThat(identity.served().serial()).isEqualTo(first.serialHex());
        assertThat(identity.fault()).isEmpty();
        assertThat(identity.troubles()).isNotEmpty();

        KeyedChain good = mount(root);
        now = now.plusSeconds(1);
        assertThat(identity.renewIfDue()).isInstanceOf(Renewal.Renewed.class);
        assertThat(identity.served().serial()).isEqualTo(good.serialHex());
        assertThat(identity.troubles()).isEmpty();
    }

    @Test
    void F21_whatIsCutOffOrUnreadableIsReadAgainWithinTenSeconds() throws Exception {
        KeyedChain first = mount(root);
        ServingIdentity identity = identity();
        identity.renewIfDue();
        String whole = Pem.of(first.chain());
        for (String broken :
                List.of(whole.substring(0, whole.length() / 2), "", "\0\1\2", whole + "garbage")) {
            mount(broken, first.key(), Pem.of(root.certificate()));
            Renewal seen = identity.renewIfDue();
            if (!broken.endsWith("garbage")) { // text after the last block is no certificate
                assertThat(seen).isInstanceOf(Renewal.Failed.class);
                assertThat(((Renewal.Failed) seen).retryAt())
                        .isBeforeOrEqualTo(now.plusSeconds(10));
            }
            assertThat(identity.fault()).isEmpty();
            now = now.plusSeconds(11);
        }
        Files.delete(folder.resolve("..data"));
        assertThat(identity.renewIfDue()).isInstanceOf(Renewal.Failed.class);
        assertThat(identity.served().serial()).isEqualTo(first.serialHex());
    }

    @Test
    void aFolderThatIsStillEmptyIsWaitedFor() throws Exception {
        ServingIdentity identity = identity();
        assertThat(identity.renewIfDue()).isInstanceOf(Renewal.Failed.class);
        assertThat(identity.fault()).hasValueSatisfying(f -> assertThat(f).contains("tls.crt"));
        mount(root);
        now = now.plusSeconds(4);
        identity.renewIfDue();
        assertThat(identity.fault()).isEmpty();
    }

    @Test
    void F20_aWrongNameIsNotReadyWithItsReason() throws Exception {
        var wrong = new ServerNames(List.of("other.meshwarden-system.svc"), List.of());
        KeyedChain leaf = new LeafProfile(wrong, MONTH).issue(root, now);
        mount(Pem.of(leaf.chain()), leaf.key(), Pem.of(root.certificate()));
        ServingIdentity identity = identity();
        assertThat(identity.renewIfDue()).isInstanceOf(Renewal.Failed.class);
        assertThat(identity.fault())
                .hasValueSatisfying(f -> assertThat(f).contains("san_mismatch"));
    }

    @Test
    void F20_anIssuerThatForgetsUsLeavesTheLastOneServingButNotReady() throws Exception {
        mount(root);
        ServingIdentity identity = identity();
        identity.renewIfDue();
        String serial = identity.served().serial();
        now = now.plus(MONTH).minus(Duration.ofMinutes(11));
        identity.renewIfDue();
        assertThat(identity.fault()).isEmpty();
        now = now.plus(Duration.ofMinutes(2));
        identity.renewIfDue();
        assertThat(identity.fault()).hasValueSatisfying(f -> assertThat(f).contains("margin"));
        now = now.plus(Duration.ofDays(9));
        identity.renewIfDue();
        assertThat(identity.keyManager().getCertificateChain(serial)).isNotNull();
    }

    @Test
    void aLeafUnderARootThatCallersDoNotHoldYetWaitsForThem() throws Exception {
        KeyedChain first = mount(root);
        ServingIdentity identity = identity();
        identity.renewIfDue();
        held = identity.bundle();
        Generation next = ca(KeyKind.P256);
        KeyedChain early = mount(next);

        assertThat(identity.renewIfDue()).isEqualTo(new Renewal.Kept());
        assertThat(identity.served().serial()).isEqualTo(first.serialHex());
        assertThat(identity.troubles()).singleElement().asString().contains("waits");
        assertThat(identity.bundle().orElseThrow().certificates())
                .as("callers must be given both")
                .containsExactlyInAnyOrder(root.certificate(), next.certificate());

        held = identity.bundle();
        assertThat(identity.renewIfDue()).isInstanceOf(Renewal.Renewed.class);
        assertThat(identity.served().serial()).isEqualTo(early.serialHex());
        identity.renewIfDue();
        assertThat(identity.bundle().orElseThrow().certificates())
                .containsExactly(next.certificate());
    }

    @Test
    void whenTheOldOneIsAboutToEndTheEarlyOneIsLoadedAnyway() throws Exception {
        mount(root);
        ServingIdentity identity = identity();
        identity.renewIfDue();
        held = identity.bundle();
        now = now.plus(Duration.ofDays(29));
        KeyedChain early = mount(ca(KeyKind.P256));
        assertThat(identity.renewIfDue()).isEqualTo(new Renewal.Kept());
        now = now.plus(Duration.ofDays(1)).minus(Duration.ofMinutes(9));
        assertThat(identity.renewIfDue()).isInstanceOf(Renewal.Renewed.class);
        assertThat(identity.served().serial()).isEqualTo(early.serialHex());
    }

    @Test
    void rootsOfP384AndRsaAreAsGood() throws Exception {
        ServingIdentity identity = identity();
        for (KeyKind kind : List.of(KeyKind.P384, KeyKind.RSA3072)) {
            KeyedChain leaf = mount(ca(kind));
            now = now.plusSeconds(5);
            identity.renewIfDue();
            assertThat(identity.served().serial()).isEqualTo(leaf.serialHex());
        }
    }

    @Test
    void leavesOfOtherKindsAreServedAndWeakOnesRefused() throws Exception {
        ServingIdentity identity = identity();
        for (ForeignLeaf.Kind kind : ForeignLeaf.Kind.values()) {
            KeyedChain leaf = ForeignLeaf.of(kind, root, NAMES, now);
            mount(Pem.of(leaf.chain()), leaf.key(), Pem.of(root.certificate()));
            now = now.plusSeconds(11);
            Renewal seen = identity.renewIfDue();
            if (kind.isGood()) {
                assertThat(seen).as("%s", kind).isInstanceOf(Renewal.Renewed.class);
                assertThat(identity.served().serial()).isEqualTo(leaf.serialHex());
            } else {
                assertThat(seen)
                        .as("%s", kind)
                        .isInstanceOfSatisfying(
                                Renewal.Failed.class, f -> assertThat(f.why()).contains("weak"));
            }
        }
    }
}

package dev.meshwarden.certs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.LeafProfile;
import dev.meshwarden.certs.pki.ServerNames;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

final class FileStoreTest extends CertificateStoreContract {
    @TempDir Path data;

    @Override
    CertificateStore store() throws IOException {
        return FileStore.open(tls());
    }

    private Path tls() {
        return data.resolve("tls");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void keysAreForTheOwnerAloneAndCertificatesForAll() throws Exception {
        Generation a = generation();
        store().add(a);
        var leaf =
                new LeafProfile(ServerNames.LOOPBACK, Duration.ofDays(1)).issue(a, a.published());
        LeafFiles.open(tls()).save(leaf);
        LeafFiles.open(tls()).show(CaBundle.of(List.of(a), List.of()));
        assertThat(mode(tls())).isEqualTo("rwx------");
        assertThat(mode(tls().resolve("ca"))).isEqualTo("rwx------");
        assertThat(mode(tls().resolve("ca/" + a.id() + ".key"))).isEqualTo("rw-------");
        assertThat(mode(tls().resolve("ca/" + a.id() + ".crt"))).isEqualTo("rw-r--r--");
        assertThat(mode(tls().resolve("serving/tls.key"))).isEqualTo("rw-------");
        assertThat(mode(tls().resolve("serving/tls.crt"))).isEqualTo("rw-r--r--");
        assertThat(mode(tls().resolve("bundle.pem"))).isEqualTo("rw-r--r--");
        try (Stream<Path> all = Files.walk(tls())) {
            assertThat(all.map(p -> p.getFileName().toString())).noneMatch(n -> n.endsWith(".tmp"));
        }
    }

    @Test
    void aWriteThatFailsLeavesNothingHalfWrittenBehind() throws Exception {
        Generation a = generation();
        store().add(a);
        Path inTheWay = tls().resolve("serving/tls.key");
        Files.createDirectories(inTheWay.resolve("not-empty"));
        var leaf =
                new LeafProfile(ServerNames.LOOPBACK, Duration.ofDays(1)).issue(a, a.published());

        assertThatThrownBy(() -> LeafFiles.open(tls()).save(leaf)).isInstanceOf(IOException.class);

        try (Stream<Path> all = Files.walk(tls())) {
            assertThat(all.map(p -> p.getFileName().toString())).noneMatch(n -> n.endsWith(".tmp"));
        }
        assertThat(store().load().generations()).containsExactly(a);
    }

    @Test
    void aKeyThatOthersMayReadIsRefusedWithFileAndFix() throws Exception {
        Generation a = generation();
        store().add(a);
        Path key = tls().resolve("ca/" + a.id() + ".key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> store().load())
                .isInstanceOf(KeyPermissionException.class)
                .hasMessageContaining(key.toString())
                .hasMessageContaining("chmod 600 " + key);
    }

    @Test
    void aLeafKeyThatOthersMayReadIsRefusedToo() throws Exception {
        Generation a = generation();
        LeafFiles.open(tls())
                .save(
                        new LeafProfile(ServerNames.LOOPBACK, Duration.ofDays(1))
                                .issue(a, a.published()));
        Path key = tls().resolve("serving/tls.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> LeafFiles.open(tls()).load())
                .isInstanceOf(KeyPermissionException.class)
                .satisfies(e -> assertThat(((KeyPermissionException) e).file()).isEqualTo(key));
    }

    @Test
    void halvesGarbageAndMixedPairsAreReportedAndTheOthersCount() throws Exception {
        Generation whole = generation();
        Generation half = generation();
        Generation garbage = generation();
        Generation mixed = generation();
        for (Generation g : List.of(whole, half, garbage, mixed)) {
            store().add(g);
        }
        Path ca = tls().resolve("ca");
        Files.delete(ca.resolve(half.id() + ".key"));
        Files.writeString(ca.resolve(garbage.id() + ".crt"), "-----BEGIN CERTIFICATE-----\nAA");
        Files.copy(
                ca.resolve(whole.id() + ".key"),
                ca.resolve(mixed.id() + ".key"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        StoredGenerations held = store().load();
        assertThat(held.generations()).containsExactly(whole);
        assertThat(held.ignored()).hasSize(3);
    }

    @Test
    void aMismatchedLeafPairIsNoLeaf() throws Exception {
        Generation a = generation();
        var profile = new LeafProfile(ServerNames.LOOPBACK, Duration.ofDays(1));
        LeafFiles files = LeafFiles.open(tls());
        files.save(profile.issue(a, a.published()));
        String certificate = Files.readString(tls().resolve("serving/tls.crt"));
        files.save(profile.issue(a, a.published()));
        Files.writeString(tls().resolve("serving/tls.crt"), certificate);
        assertThat(files.load()).isEmpty();
    }

    @Test
    void F66_aFolderOfANewerFormatIsNeitherReadNorWritten() throws Exception {
        store().add(generation());
        Files.writeString(tls().resolve("format"), "2\n");
        assertThatThrownBy(() -> store())
                .isInstanceOf(StoreVersionException.class)
                .hasMessageContaining("format 2");
        assertThatThrownBy(() -> FileStore.reading(tls()))
                .isInstanceOf(StoreVersionException.class);
    }

    @Test
    void readingAMissingFolderMakesNone() throws Exception {
        assertThat(FileStore.reading(tls()).load().generations()).isEmpty();
        assertThat(tls()).doesNotExist();
    }
}

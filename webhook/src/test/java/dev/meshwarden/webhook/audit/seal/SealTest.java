package dev.meshwarden.webhook.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class SealTest {
    /** The leaves of the test tree that RFC 6962 implementations share. */
    private static final List<String> LEAVES =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS =
            List.of(
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static final Checkpoint CHECKPOINT =
            new Checkpoint(
                    "local/host/epoch",
                    7,
                    Hash.of(new byte[] {1}),
                    Instant.parse("2026-11-24T12:00:00Z"));

    @Test
    void rootsAreThoseOfTheRfc6962Vectors() {
        assertThat(hex(MerkleEdge.empty().root()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        MerkleEdge edge = MerkleEdge.empty();
        for (int i = 0; i < LEAVES.size(); i++) {
            byte[] leaf = HexFormat.of().parseHex(LEAVES.get(i));
            edge.append(Hash.leaf(leaf, 0, leaf.length));
            assertThat(hex(edge.root())).isEqualTo(ROOTS.get(i));
        }
    }

    @Test
    void randomTreesAgreeWithTheRecursiveDefinition() throws Exception {
        var random = new Random(6962);
        List<byte[]> leaves = new ArrayList<>();
        MerkleEdge edge = MerkleEdge.empty();
        for (int n = 1; n <= 300; n++) {
            byte[] leaf = new byte[random.nextInt(40)];
            random.nextBytes(leaf);
            leaves.add(leaf);
            edge.append(Hash.leaf(leaf, 0, leaf.length));
            assertThat(edge.root().bytes()).isEqualTo(rootByDefinition(leaves));
            edge = MerkleEdge.of(edge.size(), edge.subtrees()); // and from its written form
        }
    }

    @Test
    void anEdgeOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> MerkleEdge.of(3, List.of(Hash.ZERO)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNoteComesBackAndItsKeyVouchesForIt() {
        SigningKey key = SigningKey.generate("local/host");
        SignedNote note = key.sign(CHECKPOINT);
        SignedNote read = SignedNote.parse(note.text()).orElseThrow();
        assertThat(read).isEqualTo(note);
        assertThat(read.standing(List.of(key.verifier()))).isEqualTo(SignedNote.Standing.GOOD);
    }

    @Test
    void aChangedNoteIsForgedAndAnotherKeysIsForeign() {
        SigningKey key = SigningKey.generate("local/host");
        SignedNote note = key.sign(CHECKPOINT);
        SignedNote changed = SignedNote.parse(note.text().replace("\n7\n", "\n8\n")).orElseThrow();
        assertThat(changed.standing(List.of(key.verifier()))).isEqualTo(SignedNote.Standing.FORGED);
        SigningKey sameName = SigningKey.generate("local/host");
        assertThat(note.standing(List.of(sameName.verifier())))
                .isEqualTo(SignedNote.Standing.FOREIGN);
    }

    @Test
    void theVerifierStringIsAsC2spWritesIt() throws Exception {
        VerifierKey key = SigningKey.generate("example.org/log").verifier();
        String[] parts = key.text().split("\\+", 3);
        var hashed = new ByteArrayOutputStream();
        hashed.writeBytes("example.org/log\n".getBytes(StandardCharsets.UTF_8));
        hashed.write(1);
        hashed.writeBytes(key.raw());
        String wanted =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256").digest(hashed.toByteArray()),
                                0,
                                4);
        assertThat(parts[0]).isEqualTo("example.org/log");
        assertThat(parts[1]).isEqualTo(wanted);
        assertThat(VerifierKey.parse(key.text())).contains(key);
    }

    /** The example of the Go implementation's documentation. */
    @Test
    void aNoteSignedByTheGoImplementationIsGood() {
        VerifierKey key =
                VerifierKey.parse(
                                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
                        .orElseThrow();
        byte[] text =
                """
                If you think cryptography is the answer to your problem,
                then you don't know what your problem is.
                """
                        .getBytes(StandardCharsets.UTF_8);
        byte[] signature =
                Base64.getDecoder()
                        .decode(
                                "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZ"
                                        + "SNXgKvqfqdngotpRZb6KE6RyyBwJnAM=");
        assertThat(Arrays.copyOf(signature, 4)).isEqualTo(key.hash());
        assertThat(key.verifies(text, Arrays.copyOfRange(signature, 4, signature.length))).isTrue();
    }

    @Test
    void keysAreMadeOnceForTheOwnerAlone(@TempDir Path folder) throws Exception {
        Path keys = folder.resolve("data").resolve("keys");
        SigningKey first = new KeyFiles(keys).openOrCreate("local/host");
        SigningKey second = new KeyFiles(keys).openOrCreate("other/name");
        assertThat(second.verifier()).isEqualTo(first.verifier());
        assertThat(new KeyFiles(keys).verifier()).contains(first.verifier());
        assertThat(mode(keys.resolve("audit.key"))).isEqualTo("rw-------");
        assertThat(mode(keys.resolve("audit.pub"))).isEqualTo("rw-r--r--");
        assertThat(mode(keys)).isEqualTo("rwx------");
        assertThat(second.sign(CHECKPOINT).standing(List.of(first.verifier())))
                .isEqualTo(SignedNote.Standing.GOOD);
    }

    @Test
    void aLostPublicHalfIsWrittenAgainAndALostSecretHalfIsRefused(@TempDir Path keys)
            throws Exception {
        SigningKey first = new KeyFiles(keys).openOrCreate("local/host");
        Files.delete(keys.resolve("audit.pub"));
        assertThat(new KeyFiles(keys).openOrCreate("local/host").verifier())
                .isEqualTo(first.verifier());
        assertThat(new KeyFiles(keys).verifier()).contains(first.verifier());
        Files.delete(keys.resolve("audit.key"));
        assertThatThrownBy(() -> new KeyFiles(keys).openOrCreate("local/host"))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("is missing");
    }

    @Test
    void anOpenKeyFileIsRefusedWithItsFix(@TempDir Path keys) throws Exception {
        new KeyFiles(keys).openOrCreate("local/host");
        Path secret = keys.resolve("audit.key");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> new KeyFiles(keys).openOrCreate("local/host"))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("chmod 600 " + secret);
    }

    @Test
    void damagedNotesAreRefusedAndNeverEscapeOtherwise() {
        SigningKey key = SigningKey.generate("local/host");
        String text = key.sign(CHECKPOINT).text();
        var random = new Random(11);
        for (int i = 0; i < 3_000; i++) {
            var damaged = new StringBuilder(text);
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.setCharAt(at, (char) random.nextInt(1, 300));
                case 1 -> damaged.deleteCharAt(at);
                default -> damaged.setLength(at);
            }
            Optional<SignedNote> read = SignedNote.parse(damaged.toString());
            boolean good =
                    read.map(n -> n.standing(List.of(key.verifier())))
                            .filter(s -> s == SignedNote.Standing.GOOD)
                            .isPresent();
            assertThat(good).as(damaged.toString()).isEqualTo(damaged.toString().equals(text));
            VerifierKey.parse(damaged.toString());
        }
    }

    @Test
    void manyNotesInOneTextAreReadWithAnySpaceBetweenThem() {
        SigningKey key = SigningKey.generate("local/host");
        String note = key.sign(CHECKPOINT).text();
        assertThat(CheckpointFile.parseAll(note).orElseThrow()).hasSize(1);
        assertThat(CheckpointFile.parseAll(note + "\n" + note + "\n\n" + note).orElseThrow())
                .hasSize(3);
        assertThat(CheckpointFile.parseAll("nothing of the kind")).isEmpty();
    }

    private static byte[] rootByDefinition(List<byte[]> leaves) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        if (leaves.size() == 1) {
            sha.update((byte) 0);
            return sha.digest(leaves.getFirst());
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        byte[] left = rootByDefinition(leaves.subList(0, k));
        byte[] right = rootByDefinition(leaves.subList(k, leaves.size()));
        sha.update((byte) 1);
        sha.update(left);
        sha.update(right);
        return sha.digest();
    }

    private static String hex(Hash hash) {
        return HexFormat.of().formatHex(hash.bytes());
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}

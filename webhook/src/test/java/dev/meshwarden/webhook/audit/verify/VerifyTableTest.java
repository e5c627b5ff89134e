package dev.meshwarden.webhook.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.audit.LogFolder;
import dev.meshwarden.webhook.audit.Receipt;
import dev.meshwarden.webhook.audit.Samples;
import dev.meshwarden.webhook.audit.seal.CheckpointFile;
import dev.meshwarden.webhook.audit.seal.Hash;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;

/** Each row of the table of findings, by name. F39. */
class VerifyTableTest {
    private static final int DECISIONS = 998; // with start and stop a log of 1,000 records

    @TempDir static Path shared;

    @TempDir Path data;
    private LogFolder folder;

    @BeforeAll
    static void stoppedLog() throws IOException {
        fill(new LogFolder(shared), DECISIONS);
    }

    @BeforeEach
    void copyOfIt() throws IOException {
        Path copy = data.resolve("one");
        try (Stream<Path> all = Files.walk(shared)) {
            for (Path one : all.toList()) {
                Files.copy(
                        one,
                        copy.resolve(shared.relativize(one).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        folder = new LogFolder(copy);
    }

    private static void fill(LogFolder folder, int decisions) throws IOException {
        try (AuditLog log = folder.open()) {
            List<Receipt> receipts = new ArrayList<>();
            for (int i = 0; i < decisions; i++) {
                receipts.add(log.append(Samples.denial()));
            }
            receipts.forEach(r -> r.await(Duration.ofSeconds(20), "deny"));
        }
    }

    private Verification verify() {
        return AuditVerifier.verify(folder.data(), List.of(), List.of(), OptionalLong.empty());
    }

    private Finding only() {
        List<Finding> findings = verify().findings();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private Path segment() throws IOException {
        return folder.segments().getFirst().file();
    }

    private void rewrite(List<String> lines) throws IOException {
        Files.writeString(segment(), String.join("\n", lines) + "\n");
    }

    @Test
    void everyRecordUnderACheckpointIsIntact() {
        assertThat(only())
                .isInstanceOfSatisfying(
                        Finding.Intact.class,
                        f -> {
                            assertThat(f.seq()).isEqualTo(999);
                            assertThat(f.text()).startsWith("intact, sealed at seq 999, time 20");
                        });
        assertThat(verify().status(true)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 500, 998, 999})
    void F39_anyChangedByteOfARecordIsFoundAndTheRecordNamed(int seq) throws IOException {
        List<String> lines = folder.lines();
        byte[] line = lines.get(seq).getBytes(StandardCharsets.UTF_8);
        var random = new Random(seq);
        for (int i = 0; i < 25; i++) {
            byte[] changed = line.clone();
            int at = random.nextInt(line.length);
            changed[at] ^= (byte) (1 << random.nextInt(7));
            List<String> edited = new ArrayList<>(lines);
            edited.set(seq, new String(changed, StandardCharsets.ISO_8859_1));
            Files.write(
                    segment(),
                    (String.join("\n", edited) + "\n").getBytes(StandardCharsets.ISO_8859_1));
            Finding found = only();
            long named =
                    switch (found) {
                        case Finding.Tampered(_, var bad, _, _, _) -> bad;
                        case Finding.TamperedRange(_, var from, var to, _) -> from == to ? to : -1;
                        case Finding.Cut(_, _, var endsAt) -> seq == 999 ? endsAt + 1 : -1;
                        default -> -1;
                    };
            assertThat(named)
                    .as("byte %d to %s: %s", at, (char) changed[at], found.text())
                    .isEqualTo(seq);
            assertThat(found.grade()).isEqualTo(Grade.BROKEN);
        }
    }

    @Test
    void F39_aDroppedLastRecordIsACut() throws IOException {
        List<String> lines = folder.lines();
        rewrite(lines.subList(0, 999));
        assertThat(only()).isEqualTo(new Finding.Cut(name(), 999, 998));
        assertThat(only().text()).isEqualTo("cut: signed to seq 999, file ends at seq 998");
        assertThat(verify().status(false)).isEqualTo(1);
    }

    @Test
    void F39_aTailCutInTheMiddleOfASealedRecordIsACutNotATornTail() throws IOException {
        byte[] bytes = Files.readAllBytes(segment());
        Files.write(segment(), Arrays.copyOf(bytes, bytes.length - 20));
        assertThat(only()).isEqualTo(new Finding.Cut(name(), 999, 998));
    }

    @Test
    void everyRecordDroppedIsACut() throws IOException {
        Files.write(segment(), new byte[0]);
        assertThat(only()).isEqualTo(new Finding.Cut(name(), 999, -1));
    }

    @Test
    void recordsSwappedAreNamedAtTheFirst() throws IOException {
        List<String> lines = folder.lines();
        Collections.swap(lines, 400, 401);
        rewrite(lines);
        assertThat(only())
                .isInstanceOfSatisfying(
                        Finding.Tampered.class, f -> assertThat(f.seq()).isEqualTo(400));
    }

    @Test
    void aRecordDoubledIsNamedAtTheSecond() throws IOException {
        List<String> lines = folder.lines();
        lines.add(401, lines.get(400));
        rewrite(lines);
        assertThat(only())
                .isInstanceOfSatisfying(
                        Finding.Tampered.class, f -> assertThat(f.seq()).isEqualTo(401));
    }

    @Test
    void aRecordDroppedFromTheMiddleIsNamed() throws IOException {
        List<String> lines = folder.lines();
        lines.remove(400);
        rewrite(lines);
        assertThat(only())
                .isInstanceOfSatisfying(
                        Finding.Tampered.class, f -> assertThat(f.seq()).isEqualTo(400));
    }

    @Test
    void F39_aChainHashedAnewAfterAnEditDisagreesWithTheRoots() throws IOException {
        rewrite(hashedAnew(folder.lines(), 700));
        assertThat(only())
                .isInstanceOfSatisfying(
                        Finding.TamperedRange.class,
                        f -> {
                            assertThat(f.from()).isLessThanOrEqualTo(700);
                            assertThat(f.to()).isBetween(700L, 998L);
                            assertThat(f.why()).contains("is not the one signed");
                        });
        assertThat(verify().status(false)).isEqualTo(1);
    }

    @Test
    void aChangeInTheLastRecordWithTheChainMadeAnewIsNamedExactly() throws IOException {
        rewrite(hashedAnew(folder.lines(), 999));
        assertThat(only())
                .isInstanceOfSatisfying(
                        Finding.Tampered.class, f -> assertThat(f.seq()).isEqualTo(999));
    }

    /** An edit of one record, and every prev after it made to fit. */
    private static List<String> hashedAnew(List<String> lines, int edited) {
        List<String> anew = new ArrayList<>(lines.subList(0, edited));
        Str prev = null;
        for (int i = edited; i < lines.size(); i++) {
            Obj record = (Obj) JsonReader.read(lines.get(i));
            record =
                    i == edited
                            ? record.with("ts", Str.of("2020-01-01T00:00:00.000000000Z"))
                            : record.with("prev", Objects.requireNonNull(prev));
            String line = JsonWriter.toJson(record);
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            prev = Str.of(Hash.leaf(bytes, 0, bytes.length).base64());
            anew.add(line);
        }
        return anew;
    }

    @Test
    void aSignatureOfAForeignKeyIsTampering() throws IOException {
        var other = new LogFolder(data.resolve("other"));
        fill(other, 3);
        Files.copy(
                other.epoch().resolve(CheckpointFile.NAME),
                folder.epoch().resolve(CheckpointFile.NAME),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(only())
                .isInstanceOfSatisfying(
                        Finding.Tampered.class, f -> assertThat(f.why()).contains("foreign key"));
    }

    @Test
    void aWholeLogOfAForeignKeyIsFoundByTheKeyPrintedAtStart() throws IOException {
        String printed = folder.key().text();
        var other = new LogFolder(data.resolve("other"));
        fill(other, 3);
        assertThat(
                        AuditVerifier.verify(
                                        other.data(), List.of(), List.of(), OptionalLong.empty())
                                .status(true))
                .isZero();
        Verification held =
                AuditVerifier.verify(
                        other.data(), List.of(printed), List.of(), OptionalLong.empty());
        assertThat(held.status(false)).isEqualTo(1);
    }

    @Test
    void aBadSignatureIsTampering() throws IOException {
        Path file = folder.epoch().resolve(CheckpointFile.NAME);
        String notes = Files.readString(file);
        int size = notes.indexOf("\n999\n");
        Files.writeString(file, notes.substring(0, size) + "\n998\n" + notes.substring(size + 5));
        assertThat(only())
                .isInstanceOfSatisfying(
                        Finding.Tampered.class,
                        f -> assertThat(f.why()).isEqualTo("a bad signature"));
    }

    @Test
    void noCheckpointAtAllIsTampering() throws IOException {
        Files.delete(folder.epoch().resolve(CheckpointFile.NAME));
        assertThat(only())
                .isInstanceOfSatisfying(
                        Finding.Tampered.class,
                        f -> assertThat(f.why()).isEqualTo("there is no checkpoint at all"));
    }

    @Test
    void wholeRecordsBehindTheLastCheckpointAreUnsealed() throws IOException {
        dropLastCheckpoints(2);
        Finding found = only();
        assertThat(found).isInstanceOf(Finding.Unsealed.class);
        assertThat(found.text()).matches("unsealed: [0-9]+ records, seq [0-9]+ to 999");
        assertThat(verify().status(false)).isZero();
        assertThat(verify().status(true)).isEqualTo(1);
    }

    @Test
    void F39_bytesWithoutALineFeedBehindTheLastCheckpointAreATornTail() throws IOException {
        long length = Files.size(segment());
        Files.writeString(segment(), "{\"bundle\":", StandardOpenOption.APPEND);
        assertThat(only())
                .isEqualTo(
                        new Finding.TornTail(
                                name(), 10, segment().getFileName().toString(), length));
        assertThat(verify().status(false)).isZero();
        assertThat(verify().status(true)).isEqualTo(1);
    }

    @Test
    void aCompleteLineBehindTheLastCheckpointThatDoesNotParseIsTampering() throws IOException {
        Files.writeString(segment(), "{\"v\":1}\n", StandardOpenOption.APPEND);
        assertThat(only())
                .isInstanceOfSatisfying(
                        Finding.Tampered.class, f -> assertThat(f.seq()).isEqualTo(1_000));
    }

    @Test
    void aCompleteLineBehindTheLastCheckpointThatDoesNotChainIsTampering() throws IOException {
        List<String> lines = folder.lines();
        Files.writeString(segment(), lines.get(7) + "\n", StandardOpenOption.APPEND);
        assertThat(only()).isInstanceOf(Finding.Tampered.class);
        assertThat(verify().status(false)).isEqualTo(1);
    }

    @Test
    void F39_aRolledBackFolderIsSeenByAnAnchor() throws IOException {
        Path anchor = data.resolve("anchors.txt");
        Files.copy(folder.epoch().resolve(CheckpointFile.NAME), anchor);
        // cut log and checkpoints back together to the first checkpoint
        List<String> lines = folder.lines();
        String notes = Files.readString(folder.epoch().resolve(CheckpointFile.NAME));
        CheckpointFile file = CheckpointFile.read(folder.epoch());
        int size = (int) file.notes().getFirst().note().checkpoint().size();
        rewrite(lines.subList(0, size));
        Files.writeString(
                folder.epoch().resolve(CheckpointFile.NAME),
                notes.substring(0, (int) file.notes().get(1).offset()));
        assertThat(verify().status(true)).isZero(); // nothing shows by itself
        Verification anchored =
                AuditVerifier.verify(
                        folder.data(), List.of(), List.of(anchor), OptionalLong.empty());
        assertThat(anchored.findings()).containsExactly(new Finding.Cut(name(), 999, size - 1));
    }

    @Test
    void aDeletedEpochIsSeenByAnAnchor() throws IOException {
        Path anchor = data.resolve("anchors.txt");
        Files.copy(folder.epoch().resolve(CheckpointFile.NAME), anchor);
        String name = name();
        delete(folder.epoch());
        Verification anchored =
                AuditVerifier.verify(
                        folder.data(), List.of(), List.of(anchor), OptionalLong.empty());
        assertThat(anchored.findings()).contains(new Finding.Cut(name, 999, -1));
        assertThat(anchored.status(false)).isEqualTo(1);
    }

    @Test
    void withoutKeyFolderOrReadableAnchorNothingIsChecked() throws IOException {
        Path nowhere = data.resolve("nowhere");
        assertThat(
                        AuditVerifier.verify(nowhere, List.of(), List.of(), OptionalLong.empty())
                                .status(false))
                .isEqualTo(2);
        String key = folder.key().text();
        Verification noFolder =
                AuditVerifier.verify(nowhere, List.of(key), List.of(), OptionalLong.empty());
        assertThat(noFolder.status(false)).isEqualTo(2);
        assertThat(noFolder.findings().getFirst().text()).contains("no audit log below");
        Verification noAnchor =
                AuditVerifier.verify(
                        folder.data(), List.of(), List.of(nowhere), OptionalLong.empty());
        assertThat(noAnchor.status(false)).isEqualTo(2);
        Verification noKey =
                AuditVerifier.verify(
                        folder.data(), List.of("not a key"), List.of(), OptionalLong.empty());
        assertThat(noKey.status(false)).isEqualTo(2);
        assertThat(noKey.findings().getFirst().text()).contains("no verifier string");
    }

    @Test
    void F66_aLogOfANewerVersionIsUnreadableNotTampered() throws IOException {
        List<String> lines = folder.lines();
        lines.set(999, lines.get(999).replace("\"v\":1}", "\"v\":2}"));
        rewrite(lines);
        assertThat(only()).isInstanceOf(Finding.Unreadable.class);
        assertThat(only().text()).contains("version 2").contains("knows 1");
        assertThat(verify().status(false)).isEqualTo(2);
    }

    private String name() throws IOException {
        return folder.check().log();
    }

    private void dropLastCheckpoints(int n) throws IOException {
        Path file = folder.epoch().resolve(CheckpointFile.NAME);
        List<CheckpointFile.Entry> notes = CheckpointFile.read(folder.epoch()).notes();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, (int) notes.get(notes.size() - n).offset()));
    }

    static void delete(Path tree) throws IOException {
        Files.walkFileTree(
                tree,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                            throws IOException {
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}

package dev.meshwarden.webhook.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.audit.ControlRecord;
import dev.meshwarden.webhook.audit.LogFolder;
import dev.meshwarden.webhook.audit.Receipt;
import dev.meshwarden.webhook.audit.Samples;
import dev.meshwarden.webhook.audit.seal.CheckpointFile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/** The log as an independent reader sees it, a damaged log, and a log that grows meanwhile. */
class ReferenceTest {
    @TempDir Path data;
    private LogFolder folder;

    @BeforeEach
    void folder() {
        folder = new LogFolder(data);
    }

    /** Random records, rotations and restarts. */
    private void fill(Random random, int records) throws IOException {
        AuditLog log = folder.open();
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            receipts.add(
                    switch (random.nextInt(4)) {
                        case 0 -> log.append(Samples.denial());
                        case 1 ->
                                log.append(
                                        ControlRecord.config(
                                                Samples.NOW,
                                                "settings",
                                                "x".repeat(random.nextInt(3_000)),
                                                "\u00e4\ud83d\ude00\u2028\\\"" + i,
                                                "ann"));
                        default -> log.append(Samples.admission());
                    });
            if (random.nextInt(60) == 0) {
                log.rotate();
                receipts.getLast().await(Duration.ofSeconds(20), "deny");
            }
            if (random.nextInt(150) == 0) {
                log.close();
                log = folder.open();
            }
        }
        log.close();
    }

    @Test
    void chainAndTreeAreThoseOfAnIndependentReader() throws Exception {
        fill(new Random(60), 600);
        List<String> lines = folder.lines();
        List<byte[]> leaves = new ArrayList<>();
        byte[] prev = new byte[32];
        for (int i = 0; i < lines.size(); i++) {
            Obj record = (Obj) JsonReader.read(lines.get(i));
            assertThat(record.get("seq")).isEqualTo(Num.of(i));
            assertThat(Base64.getDecoder().decode(RecordLine.text(record, "prev"))).isEqualTo(prev);
            prev = sha256((byte) 0, lines.get(i).getBytes(StandardCharsets.UTF_8));
            leaves.add(prev);
        }
        List<CheckpointFile.Entry> notes = CheckpointFile.read(folder.epoch()).notes();
        assertThat(notes.size()).isGreaterThan(10);
        for (CheckpointFile.Entry entry : notes) {
            var checkpoint = entry.note().checkpoint();
            assertThat(checkpoint.root().bytes())
                    .isEqualTo(root(leaves.subList(0, (int) checkpoint.size())));
        }
        assertThat(notes.getLast().note().checkpoint().size()).isEqualTo(lines.size());
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
    }

    private static byte[] root(List<byte[]> leaves) throws Exception {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        return sha256((byte) 1, root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    private static byte[] sha256(byte prefix, byte[]... parts) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(prefix);
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    @Test
    void whateverIsDoneToTheFilesTheCheckEndsWithAnAnswerAndNeverCallsThemIntact()
            throws Exception {
        fill(new Random(61), 120);
        var random = new Random(62);
        List<Path> files = new ArrayList<>();
        folder.segments().forEach(s -> files.add(s.file()));
        files.add(folder.epoch().resolve(CheckpointFile.NAME));
        for (int i = 0; i < 150; i++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] before = Files.readAllBytes(file);
            byte[] damaged = damage(random, before);
            Files.write(file, damaged);
            Verification found =
                    AuditVerifier.verify(data, List.of(), List.of(), OptionalLong.empty());
            if (!Arrays.equals(before, damaged)) {
                assertThat(found.status(true))
                        .as("%s: %s", file.getFileName(), found.findings())
                        .isPositive();
            }
            AuditVerifier.verify(data, List.of(), List.of(), OptionalLong.of(random.nextInt(200)));
            Files.write(file, before);
        }
        assertThat(
                        AuditVerifier.verify(data, List.of(), List.of(), OptionalLong.empty())
                                .status(true))
                .isZero();
    }

    private static byte[] damage(Random random, byte[] bytes) {
        int at = random.nextInt(bytes.length);
        byte[] damaged = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> damaged = Arrays.copyOf(bytes, at);
            case 2 -> {
                int n = Math.min(random.nextInt(1, 2_000), bytes.length - at);
                System.arraycopy(bytes, at + n, damaged, at, bytes.length - at - n);
                damaged = Arrays.copyOf(damaged, bytes.length - n);
            }
            default -> {
                byte[] noise = new byte[random.nextInt(1, 50)];
                random.nextBytes(noise);
                damaged = Arrays.copyOf(bytes, bytes.length + noise.length);
                System.arraycopy(noise, 0, damaged, at, noise.length);
                System.arraycopy(bytes, at, damaged, at + noise.length, bytes.length - at);
            }
        }
        return damaged;
    }

    @Test
    void aLogThatIsWrittenToMeanwhileIsNeverCalledBroken() throws Exception {
        var done = new AtomicBoolean();
        try (AuditLog log = folder.open()) {
            Thread writer =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; !done.get(); i++) {
                                    log.append(Samples.denial())
                                            .await(Duration.ofSeconds(20), "deny");
                                    if (i % 40 == 0) {
                                        log.rotate();
                                    }
                                }
                            });
            for (int i = 0; i < 15; i++) {
                Verification found =
                        AuditVerifier.verify(data, List.of(), List.of(), OptionalLong.empty());
                assertThat(found.status(false)).as("%s", found.findings()).isZero();
            }
            done.set(true);
            writer.join();
        }
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
    }
}

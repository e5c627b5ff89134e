package dev.meshwarden.webhook.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.webhook.audit.disk.RealDisk;
import dev.meshwarden.webhook.audit.verify.AuditVerifier;
import dev.meshwarden.webhook.audit.verify.Finding;
import dev.meshwarden.webhook.audit.verify.SegmentName;
import dev.meshwarden.webhook.config.AuditConfig;
import dev.meshwarden.webhook.config.ByteSize;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a start does with what it finds, and what rotation leaves. */
class RestartTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir Path data;
    private LogFolder folder;

    @BeforeEach
    void folder() {
        folder = new LogFolder(data);
    }

    private static AuditConfig small(long segmentBytes, long retainBytes) {
        return new AuditConfig(
                AuditConfig.Durability.LOCAL,
                AuditConfig.OnFailure.DENY,
                AuditConfig.OnIntegrity.CONTINUE,
                "",
                Duration.ofSeconds(1),
                1_024,
                new ByteSize(0),
                new ByteSize(segmentBytes),
                Duration.ofHours(24),
                400,
                new ByteSize(retainBytes),
                "prod",
                "replica-0");
    }

    private void fill(AuditConfig config, int records) throws IOException {
        try (AuditLog log = folder.open(config, new RealDisk())) {
            for (int i = 0; i < records; i++) {
                log.append(Samples.denial()).await(LONG, "deny");
            }
        }
    }

    private int status(boolean strict) {
        return AuditVerifier.verify(data, List.of(), List.of(), OptionalLong.empty())
                .status(strict);
    }

    @Test
    void F39_aTornLineIsPutAsideAndTheRestGoesOn() throws Exception {
        fill(LogFolder.CONFIG, 5);
        Path segment = folder.segments().getFirst().file();
        Files.writeString(segment, "{\"bundle\":{\"eng", StandardOpenOption.APPEND);
        fill(LogFolder.CONFIG, 5);
        assertThat(folder.lines().get(7))
                .contains("\"kind\":\"recovery\"")
                .contains("\"after_seq\":6,\"bytes\":15");
        assertThat(folder.lines().get(8))
                .contains("\"kind\":\"start\"")
                .contains("\"clean\":false");
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
        try (Stream<Path> torn = Files.list(folder.epoch().resolve("torn"))) {
            assertThat(Files.readString(torn.findFirst().orElseThrow()))
                    .isEqualTo("{\"bundle\":{\"eng");
        }
        assertThat(status(true)).isZero();
    }

    @Test
    void F39_aFlippedBitIsNeverRepairedANewEpochNamesIt() throws Exception {
        fill(LogFolder.CONFIG, 50);
        Path old = folder.epoch();
        Path segment = folder.segments().getFirst().file();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        try (AuditLog log = folder.open()) {
            assertThat(log.health().integrity().orElseThrow()).contains("tampered");
            log.append(Samples.denial()).await(LONG, "deny");
        }
        assertThat(folder.epochs()).hasSize(2).first().isEqualTo(old);
        assertThat(folder.lines().getFirst())
                .contains("\"clean\":false")
                .contains("\"previous\":{\"found\":\"tampered: seq ");
        assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(segment)))
                .isEqualTo("r--r-----");
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
        assertThat(status(false)).isEqualTo(1);
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-x---"));
    }

    @Test
    void F39_aCutTailBeginsANewEpoch() throws Exception {
        fill(LogFolder.CONFIG, 50);
        Path segment = folder.segments().getFirst().file();
        List<String> lines = folder.lines();
        Files.writeString(segment, String.join("\n", lines.subList(0, 40)) + "\n");
        Path old = folder.epoch();
        try (AuditLog log = folder.open()) {
            assertThat(log.health().integrity().orElseThrow())
                    .isEqualTo("cut: signed to seq 51, file ends at seq 39");
        }
        assertThat(folder.epochs()).hasSize(2);
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-x---"));
    }

    @Test
    void aStartSignsWhatACrashLeftUnsealed() throws Exception {
        Path crashed = data.resolve("crashed");
        try (AuditLog log = folder.open()) {
            for (int i = 0; i < 20; i++) {
                log.append(Samples.denial()).await(LONG, "deny");
            }
            copy(data, crashed); // as the disk is at this instant
        }
        var after = new LogFolder(crashed);
        assertThat(after.verdict()).isInstanceOf(Finding.Unsealed.class);
        try (AuditLog log = after.open()) {
            log.append(Samples.denial()).await(LONG, "deny");
            assertThat(log.health().sealedRecords()).isGreaterThanOrEqualTo(22);
        }
        assertThat(after.lines().get(21)).contains("\"clean\":false");
        assertThat(after.verdict()).isInstanceOf(Finding.Intact.class);
    }

    @Test
    void aSegmentThatWasNeverBegunIsPutAside() throws Exception {
        fill(LogFolder.CONFIG, 5);
        Path headless = folder.epoch().resolve(SegmentName.of(7));
        for (String content : List.of("", "{\"closed\":{")) {
            Files.writeString(headless, content);
            fill(LogFolder.CONFIG, 1);
            assertThat(headless).doesNotExist();
            assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
        }
        assertThat(folder.epochs()).hasSize(1);
    }

    @Test
    void anEpochThatWasNeverBegunIsDropped() throws Exception {
        Path unfinished = folder.audit().resolve(".new-" + DecisionId.next(Samples.NOW));
        Files.createDirectories(unfinished);
        Files.writeString(unfinished.resolve(SegmentName.of(0)), "{");
        fill(LogFolder.CONFIG, 1);
        assertThat(unfinished).doesNotExist();
        assertThat(status(true)).isZero();
    }

    @Test
    void F66_aLogOfANewerVersionIsNotWrittenTo() throws Exception {
        fill(LogFolder.CONFIG, 5);
        Path segment = folder.segments().getFirst().file();
        String newer =
                folder.lines()
                        .getLast()
                        .replace("\"v\":1}", "\"v\":2}")
                        .replace("\"seq\":6", "\"seq\":7");
        Files.writeString(segment, newer + "\n", StandardOpenOption.APPEND);
        byte[] before = Files.readAllBytes(segment);
        assertThatThrownBy(() -> folder.open())
                .isInstanceOf(NewerLogException.class)
                .hasMessageContaining("version 2");
        assertThat(Files.readAllBytes(segment)).isEqualTo(before);
        assertThat(folder.epochs()).hasSize(1);
    }

    @Test
    void everyLaterSegmentBeginsWithItsTree() throws Exception {
        fill(small(12_000, 1 << 30), 100);
        assertThat(folder.segments().size()).isGreaterThan(5);
        for (SegmentName segment : folder.segments().subList(1, folder.segments().size())) {
            assertThat(Files.readString(segment.file()).lines().findFirst().orElseThrow())
                    .contains("\"kind\":\"rotate\"")
                    .contains("\"seq\":" + segment.firstSeq())
                    .contains(folder.key().text());
        }
        assertThat(folder.lines().getFirst()).contains("\"log\":\"prod/replica-0/");
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
        assertThat(status(true)).isZero();
        long from = folder.segments().get(3).firstSeq() + 2;
        assertThat(
                        AuditVerifier.verify(data, List.of(), List.of(), OptionalLong.of(from))
                                .findings())
                .singleElement()
                .isInstanceOf(Finding.Intact.class);
    }

    @Test
    void F39_aRemovedSegmentIsACutWhereverItWas() throws Exception {
        fill(small(12_000, 1 << 30), 100);
        List<SegmentName> all = folder.segments();
        long last = folder.lines().size() - 1L;
        Path middle = all.get(3).file();
        byte[] content = Files.readAllBytes(middle);
        Files.delete(middle);
        assertThat(folder.verdict())
                .isEqualTo(new Finding.Cut(folder.check().log(), last, all.get(3).firstSeq() - 1));
        Files.write(middle, content);
        Path end = all.getLast().file();
        content = Files.readAllBytes(end);
        Files.delete(end);
        assertThat(folder.verdict())
                .isEqualTo(
                        new Finding.Cut(folder.check().log(), last, all.getLast().firstSeq() - 1));
        Files.write(end, content);
        Files.delete(all.getFirst().file());
        assertThat(folder.verdict())
                .isInstanceOfSatisfying(
                        Finding.Tampered.class,
                        f -> assertThat(f.why()).contains("no sealed record says"));
        assertThat(status(false)).isEqualTo(1);
    }

    @Test
    void F39_tornBytesInAnEarlierSegmentAreTampering() throws Exception {
        fill(small(12_000, 1 << 30), 30);
        // what the next segment says of its length counts, so these bytes do not
        Files.writeString(
                folder.segments().getFirst().file(), "garbage", StandardOpenOption.APPEND);
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
        byte[] bytes = Files.readAllBytes(folder.segments().getFirst().file());
        Files.write(folder.segments().getFirst().file(), Arrays.copyOf(bytes, bytes.length - 30));
        assertThat(status(false)).isEqualTo(1);
    }

    @Test
    void whatRetentionRemovesIsNamedAndTheRestVerifies() throws Exception {
        fill(small(12_000, 40_000), 200);
        SegmentName first = folder.segments().getFirst();
        assertThat(first.firstSeq()).isPositive();
        assertThat(String.join("\n", folder.lines()))
                .contains("\"pruned\":{\"first\":0,\"last\":" + (first.firstSeq() - 1) + "}");
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
        assertThat(status(true)).isZero();
        fill(small(12_000, 40_000), 20);
        assertThat(status(true)).isZero();
    }

    @Test
    void rotationOnDemandClosesTheSegment() throws Exception {
        try (AuditLog log = folder.open()) {
            log.append(Samples.denial()).await(LONG, "deny");
            log.rotate();
            Eventually.holds("a second segment", () -> folder.segments().size() == 2);
            log.append(Samples.denial()).await(LONG, "deny");
        }
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.filter(p -> !p.startsWith(to)).toList()) {
                Path target = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(one, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    @Test
    void theStringsOfALogAreUtf8() throws Exception {
        try (AuditLog log = folder.open()) {
            log.append(
                            ControlRecord.config(
                                    Samples.NOW,
                                    "settings",
                                    "Grüße \u2028",
                                    "\uD83D\uDD12\n",
                                    "ann"))
                    .await(LONG, "deny");
        }
        String line = folder.lines().get(1);
        assertThat(line).contains("Grüße \u2028").contains("\uD83D\uDD12\\n");
        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(line.length());
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
    }
}

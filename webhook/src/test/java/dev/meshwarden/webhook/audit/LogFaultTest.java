package dev.meshwarden.webhook.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.audit.seal.CheckpointFile;
import dev.meshwarden.webhook.audit.verify.AuditVerifier;
import dev.meshwarden.webhook.audit.verify.Finding;
import dev.meshwarden.webhook.audit.verify.Grade;
import dev.meshwarden.webhook.audit.verify.SegmentName;
import dev.meshwarden.webhook.config.AuditConfig;
import dev.meshwarden.webhook.config.ByteSize;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/** Faults of the disk and of the clock; F numbers are rows of the fault table. */
class LogFaultTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(60);

    @TempDir Path data;
    private LogFolder folder;
    private FaultDisk disk;
    private final List<String> acknowledged = new ArrayList<>();

    @BeforeEach
    void folder() {
        folder = new LogFolder(data);
        disk = new FaultDisk(data);
    }

    private AuditLog open() throws IOException {
        return folder.open(LogFolder.CONFIG, disk);
    }

    private Acknowledgement append(AuditLog log, AuditRecord record, Duration patience) {
        Acknowledgement told = log.append(record).await(patience, "deny");
        if (told instanceof Acknowledgement.Durable) {
            acknowledged.add(record.id());
        }
        return told;
    }

    private void everyAcknowledgedRecordIsThereAndNothingIsBroken() throws IOException {
        String all = String.join("\n", folder.lines());
        assertThat(acknowledged).isNotEmpty().allSatisfy(id -> assertThat(all).contains(id));
        assertThat(folder.check().grade()).isIn(Grade.FINE, Grade.UNPROVEN);
    }

    @Test
    void F35_aFullDiskKeepsWhatMattersTellsWhatIsLostAndRecoversWithoutRestart() throws Exception {
        disk.capacity(300_000);
        try (AuditLog log = open()) {
            Eventually.holds(
                    "the disk is full",
                    () -> {
                        append(log, Samples.admission(), LONG);
                        return log.health().diskFull();
                    });
            assertThat(append(log, Samples.admission(), SHORT))
                    .isEqualTo(new Acknowledgement.Missing(Loss.DISK_FULL));
            assertThat(append(log, Samples.denial(), LONG))
                    .as("the reserve is for denials")
                    .isInstanceOf(Acknowledgement.Durable.class);
            Eventually.holds(
                    "the reserve is used up as well, and it says so",
                    () ->
                            append(log, Samples.denial(), SHORT) instanceof Acknowledgement.Missing
                                    && log.health().trouble().isPresent());
            assertThat(log.health().space()).isEqualTo(AuditHealth.Space.CRITICAL);

            disk.capacity(3_000_000);
            Eventually.holds(
                    "admissions are taken in again",
                    () ->
                            append(log, Samples.admission(), LONG)
                                    instanceof Acknowledgement.Durable);
            assertThat(log.health().trouble()).isEmpty();
        }
        everyAcknowledgedRecordIsThereAndNothingIsBroken();
        assertThat(folder.check().findings())
                .filteredOn(Finding.DeclaredGap.class::isInstance)
                .anySatisfy(f -> {
                    var gap = (Finding.DeclaredGap) f;
                    assertThat(gap.cause()).isEqualTo("disk_full");
                    assertThat(gap.lost()).isPositive();
                });
        assertThat(String.join("\n", folder.lines())).contains("\"class\":\"late\"");
    }

    @Test
    void F36_afterAFailedForceTheBatchGoesToANewSegmentBeforeItIsAcknowledged() throws Exception {
        try (AuditLog log = open()) {
            append(log, Samples.denial(), LONG);
            disk.failForces(1);
            assertThat(append(log, Samples.denial(), LONG))
                    .isInstanceOf(Acknowledgement.Durable.class);
            append(log, Samples.denial(), LONG);
        }
        assertThat(folder.segments()).hasSize(2);
        SegmentName first = folder.segments().getFirst();
        String head =
                Files.readString(folder.segments().get(1).file()).lines().findFirst().orElseThrow();
        assertThat(head)
                .contains("\"closed\":{\"bytes\":")
                .contains("\"file\":\"" + first.file().getFileName() + "\"");
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
        assertThat(Files.readAllLines(folder.segments().get(1).file())).hasSize(4);
        everyAcknowledgedRecordIsThereAndNothingIsBroken();
    }

    @Test
    void F36_aHalfWrittenBatchIsWrittenWholeElsewhere() throws Exception {
        try (AuditLog log = open()) {
            append(log, Samples.denial(), LONG);
            disk.failWrites(1);
            append(log, Samples.denial(), LONG);
            append(log, Samples.denial(), LONG);
        }
        assertThat(acknowledged).hasSize(3);
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
        everyAcknowledgedRecordIsThereAndNothingIsBroken();
    }

    @Test
    void F36_aReadOnlyRemountHoldsAnswersBackAndIsOverWithoutRestart() throws Exception {
        try (AuditLog log = open()) {
            append(log, Samples.denial(), LONG);
            disk.readOnly(true);
            assertThat(append(log, Samples.denial(), SHORT))
                    .isEqualTo(new Acknowledgement.Missing(Loss.LATE));
            Eventually.holds("trouble is told", () -> log.health().trouble().isPresent());
            assertThat(log.health().trouble().orElseThrow()).contains("Read-only");
            disk.readOnly(false);
            assertThat(append(log, Samples.denial(), LONG))
                    .isInstanceOf(Acknowledgement.Durable.class);
            Eventually.holds("trouble is over", () -> log.health().trouble().isEmpty());
        }
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
        everyAcknowledgedRecordIsThereAndNothingIsBroken();
    }

    @Test
    void F36_manyFailuresInARowLoseNothingThatWasAcknowledged() throws Exception {
        try (AuditLog log = open()) {
            for (int i = 0; i < 40; i++) {
                disk.failForces(i % 4);
                disk.failWrites(i % 3);
                append(log, Samples.denial(), LONG);
            }
            disk.failForces(0);
            disk.failWrites(0);
        }
        assertThat(acknowledged).hasSize(40);
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
        everyAcknowledgedRecordIsThereAndNothingIsBroken();
    }

    @Test
    void F36_checkpointsThatCannotBeWrittenAreToldAndHoldNoRecordBack() throws Exception {
        Rhythm often =
                new Rhythm(
                        512,
                        2,
                        Duration.ofSeconds(60),
                        Duration.ofMillis(30),
                        Duration.ofMillis(20),
                        Duration.ofMillis(50),
                        Duration.ofMillis(300));
        try (AuditLog log = folder.open(LogFolder.CONFIG, disk, often)) {
            disk.breakFile(CheckpointFile.NAME);
            for (int i = 0; i < 30; i++) {
                assertThat(append(log, Samples.denial(), LONG))
                        .isInstanceOf(Acknowledgement.Durable.class);
            }
            Eventually.holds("it is told", () -> log.health().trouble().isPresent());
            assertThat(log.health().trouble().orElseThrow()).contains("cannot sign");
            disk.breakFile("");
            Eventually.holds("it is over", () -> log.health().trouble().isEmpty());
        }
        assertThat(folder.segments()).hasSize(1);
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
        everyAcknowledgedRecordIsThereAndNothingIsBroken();
    }

    @Test
    void shortWritesAreContinued() throws Exception {
        disk.shortWrites();
        try (AuditLog log = open()) {
            append(log, Samples.denial(), LONG);
        }
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
    }

    @Test
    void anAnswerThatDidNotWaitIsMarkedLateInTheLog() throws Exception {
        AuditRecord first = Samples.denial();
        AuditRecord second = Samples.denial();
        try (AuditLog log = open()) {
            int before = disk.forces();
            disk.hangForces();
            Receipt taken = log.append(first);
            Eventually.holds("the writer hangs", () -> disk.forces() > before);
            Receipt queued = log.append(second);
            assertThat(queued.await(SHORT, "deny"))
                    .isEqualTo(new Acknowledgement.Missing(Loss.LATE));
            assertThat(taken.await(SHORT, "deny"))
                    .isEqualTo(new Acknowledgement.Missing(Loss.LATE));
            assertThat(log.health().late()).isEqualTo(2);
            disk.letForcesGo();
        }
        List<String> late =
                folder.lines().stream().filter(l -> l.contains("\"class\":\"late\"")).toList();
        assertThat(late).hasSize(2);
        assertThat(String.join("", late))
                .contains(first.id())
                .contains(second.id())
                .contains("answered before this was durable: deny");
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
    }

    @Test
    void aFullQueueDropsPlainAdmissionsFirstAndTheLogIsTold() throws Exception {
        AuditConfig small =
                new AuditConfig(
                        AuditConfig.Durability.MEMORY,
                        AuditConfig.OnFailure.DENY,
                        AuditConfig.OnIntegrity.CONTINUE,
                        "",
                        Duration.ofSeconds(1),
                        16,
                        new ByteSize(0),
                        ByteSize.ofMebi(64),
                        Duration.ofHours(24),
                        400,
                        ByteSize.ofGibi(20),
                        "local",
                        "");
        int dropped = 0;
        int taken = 0;
        try (AuditLog log = folder.open(small, disk)) {
            Eventually.holds("the start is over", () -> log.health().durableRecords() > 0);
            int before = disk.forces();
            disk.hangForces();
            log.append(Samples.denial());
            Eventually.holds("the writer hangs", () -> disk.forces() > before);
            for (int i = 0; i < 40; i++) {
                boolean refused =
                        log.append(Samples.admission()).await(Duration.ZERO, "")
                                instanceof Acknowledgement.Missing;
                dropped += refused ? 1 : 0;
            }
            for (int i = 0; i < 3; i++) {
                taken +=
                        log.append(Samples.denial()).await(Duration.ZERO, "")
                                        instanceof Acknowledgement.Queued
                                ? 1
                                : 0;
            }
            disk.letForcesGo();
        }
        assertThat(dropped).isPositive();
        assertThat(taken).as("a quarter is kept for denials").isEqualTo(3);
        long told = 0;
        for (Finding finding : folder.check().findings()) {
            if (finding instanceof Finding.DeclaredGap gap) {
                assertThat(gap.cause()).isEqualTo("queue_full");
                told += gap.lost();
            }
        }
        assertThat(told).isEqualTo(dropped);
    }

    @Test
    void F38_aFolderDeletedWhileRunningIsFoundAndANewEpochSaysSo() throws Exception {
        try (AuditLog log = open()) {
            append(log, Samples.denial(), LONG);
            String before = log.name();
            Path gone = data.resolve("moved-away");
            Files.move(folder.epoch(), gone);
            Eventually.holds("it moves on", () -> !log.name().equals(before));
            assertThat(log.health().integrity().orElseThrow()).contains("deleted or swapped");
            acknowledged.clear();
            assertThat(append(log, Samples.denial(), LONG))
                    .isInstanceOf(Acknowledgement.Durable.class);
            assertThat(folder.lines().getFirst())
                    .contains("\"previous\":{\"found\":")
                    .contains(before);
        }
        everyAcknowledgedRecordIsThereAndNothingIsBroken();
        assertThat(
                        AuditVerifier.verify(data, List.of(), List.of(), OptionalLong.empty())
                                .findings())
                .anySatisfy(f ->
                        assertThat(f.text())
                                .contains("the epoch before it")
                                .contains("is missing"));
    }

    @Test
    void F41_aClockThatJumpsAYearMakesNoHoleAndRemovesNothing() throws Exception {
        var now = new AtomicReference<>(Samples.NOW);
        AuditLog log =
                AuditLog.open(data, LogFolder.CONFIG, now::get, "0.1.0", disk, LogFolder.quick());
        for (Duration jump :
                List.of(Duration.ofDays(365), Duration.ofDays(-730), Duration.ofDays(800))) {
            append(log, Samples.denial(), LONG);
            now.updateAndGet(t -> t.plus(jump));
            int segments = folder.segments().size();
            log.rotate();
            Eventually.holds("it rotates", () -> folder.segments().size() > segments);
        }
        log.close("test");
        assertThat(folder.segments()).hasSize(4);
        assertThat(folder.verdict()).isInstanceOf(Finding.Intact.class);
        everyAcknowledgedRecordIsThereAndNothingIsBroken();
        Instant first = Retention.begun(folder.segments().getFirst().file()).orElseThrow();
        assertThat(first).isEqualTo(Samples.NOW);
    }

    @Test
    void aNewEpochSortsBehindTheOldOneEvenUnderAClockThatWentBack() {
        String before = DecisionId.next(Samples.NOW);
        assertThat(DecisionId.nextAfter(Samples.NOW.minus(Duration.ofDays(400)), before))
                .isGreaterThan(before);
    }
}

package dev.meshwarden.webhook.audit;

import dev.meshwarden.webhook.audit.disk.Disk;
import dev.meshwarden.webhook.audit.disk.RealDisk;
import dev.meshwarden.webhook.audit.seal.KeyFiles;
import dev.meshwarden.webhook.audit.seal.VerifierKey;
import dev.meshwarden.webhook.audit.verify.EpochCheck;
import dev.meshwarden.webhook.audit.verify.EpochReport;
import dev.meshwarden.webhook.audit.verify.Epochs;
import dev.meshwarden.webhook.audit.verify.Finding;
import dev.meshwarden.webhook.audit.verify.SegmentName;
import dev.meshwarden.webhook.config.AuditConfig;
import dev.meshwarden.webhook.config.ByteSize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A data folder with a log in it, for tests. */
public final class LogFolder {
    public static final AuditConfig CONFIG =
            AuditConfig.STANDARD.withReserve(new ByteSize(1 << 16));

    private final Path data;

    public LogFolder(Path data) {
        this.data = data;
    }

    public Path data() {
        return data;
    }

    public Path audit() {
        return data.resolve("audit");
    }

    public AuditLog open() throws IOException {
        return open(CONFIG, new RealDisk());
    }

    /** On a disk that takes so long for each force after the first. */
    public AuditLog openOnSlowDisk(Duration force) throws Exception {
        var disk = new FaultDisk(data);
        AuditLog log = open(CONFIG, disk);
        Eventually.holds("the start is over", () -> log.health().sealedRecords() > 0);
        disk.slowForces(force);
        return log;
    }

    AuditLog open(AuditConfig config, Disk disk) throws IOException {
        return open(config, disk, quick());
    }

    AuditLog open(AuditConfig config, Disk disk, Rhythm rhythm) throws IOException {
        return AuditLog.open(data, config, () -> Instant.now(), "0.1.0", disk, rhythm);
    }

    /** Everything as in production, only sooner. */
    static Rhythm quick() {
        return new Rhythm(
                512,
                1_000,
                Duration.ofSeconds(60),
                Duration.ofMillis(30),
                Duration.ofMillis(20),
                Duration.ofMillis(50),
                Duration.ofMillis(300));
    }

    public VerifierKey key() throws IOException {
        return new KeyFiles(data.resolve("keys")).verifier().orElseThrow();
    }

    public List<Path> epochs() throws IOException {
        return Epochs.in(audit());
    }

    public Path epoch() throws IOException {
        return epochs().getLast();
    }

    public List<SegmentName> segments() throws IOException {
        return SegmentName.in(epoch());
    }

    public EpochReport check() throws IOException {
        return EpochCheck.whole(epoch(), List.of(key()), List.of());
    }

    public Finding verdict() throws IOException {
        return check().findings().getFirst();
    }

    /** All whole lines of the newest epoch. */
    public List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (SegmentName segment : segments()) {
            String text = Files.readString(segment.file());
            int end = text.lastIndexOf('\n');
            if (end >= 0) {
                lines.addAll(List.of(text.substring(0, end).split("\n", -1)));
            }
        }
        return lines;
    }
}

package dev.meshwarden.webhook.audit;

import dev.meshwarden.webhook.audit.disk.Disk;
import dev.meshwarden.webhook.audit.seal.Hash;
import dev.meshwarden.webhook.audit.seal.SigningKey;
import dev.meshwarden.webhook.audit.verify.EpochCheck;
import dev.meshwarden.webhook.audit.verify.EpochReport;
import dev.meshwarden.webhook.audit.verify.Epochs;
import dev.meshwarden.webhook.audit.verify.Finding;
import dev.meshwarden.webhook.audit.verify.Grade;
import dev.meshwarden.webhook.audit.verify.SegmentName;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of all epochs, and how a start finds its place in it: go on with the newest epoch, after putting aside what a crash tore off;
 * or leave it alone, when it is not what was signed, and begin another that says so.
 */
final class EpochFolder {
    private static final String UNFINISHED = ".new-";

    private final Path folder;
    private final LogName name;
    private final Disk disk;
    private final SigningKey key;
    private final String version;

    EpochFolder(Path folder, LogName name, Disk disk, SigningKey key, String version) {
        this.folder = folder;
        this.name = name;
        this.disk = disk;
        this.key = key;
        this.version = version;
    }

    /**
     * Where the log goes on.
     *
     * @param first what must be written before anything else
     * @param integrity what was found wrong with the epoch before
     */
    record Opened(EpochWriter epoch, List<AuditRecord> first, Optional<String> integrity) {}

    Opened open(Instant now) throws IOException {
        Files.createDirectories(folder);
        dropUnfinished();
        List<Path> epochs = Epochs.in(folder);
        if (epochs.isEmpty()) {
            return new Opened(begin(now, Optional.empty()), List.of(), Optional.empty());
        }
        Path newest = epochs.getLast();
        List<AuditRecord> first = new ArrayList<>();
        dropHeadless(newest, now, first);
        EpochReport report =
                EpochCheck.from(newest, List.of(key.verifier()), List.of(), Long.MAX_VALUE);
        Finding worst = report.findings().getFirst();
        if (worst.grade() == Grade.UNREADABLE) {
            throw new NewerLogException(newest, worst.text());
        }
        if (report.end().isEmpty()) {
            freeze(newest);
            var previous = new ControlRecord.GivenUp(report.log(), worst.text());
            return new Opened(
                    begin(now, Optional.of(previous)), List.of(), Optional.of(worst.text()));
        }
        EpochReport.End end = report.end().get();
        if (end.tornBytes() > 0) {
            first.add(putAside(end.segment(), end.length(), end.edge().size() - 1, now));
        }
        boolean clean = end.last() == RecordKind.STOP && first.isEmpty();
        first.add(
                ControlRecord.start(now, version, key.verifier().text(), clean, Optional.empty()));
        var epoch =
                new EpochWriter(
                        end.segment(),
                        end.length(),
                        new Chain(report.log(), end.edge(), end.prev()),
                        end.signedTo(),
                        end.prunedTo(),
                        disk,
                        key);
        return new Opened(epoch, first, Optional.empty());
    }

    /** A new epoch, its first record durable and signed. It appears under its name when it is whole. */
    EpochWriter begin(Instant now, Optional<ControlRecord.GivenUp> previous) throws IOException {
        Files.createDirectories(folder);
        List<Path> epochs = Epochs.in(folder);
        String id =
                epochs.isEmpty()
                        ? DecisionId.next(now)
                        : DecisionId.nextAfter(now, epochs.getLast().getFileName().toString());
        Path unfinished = Files.createDirectory(folder.resolve(UNFINISHED + id));
        Chain chain;
        long length;
        try (var writer =
                new EpochWriter(
                        unfinished.resolve(SegmentName.of(0)),
                        0,
                        Chain.empty(name.of(id)),
                        0,
                        -1,
                        disk,
                        key)) {
            writer.write(
                    List.of(
                            ControlRecord.start(
                                    now,
                                    version,
                                    key.verifier().text(),
                                    previous.isEmpty(),
                                    previous)));
            writer.force();
            writer.seal(now);
            chain = writer.chain();
            length = writer.segmentLength();
        }
        disk.forceFolder(unfinished);
        Path epoch = folder.resolve(id);
        Files.move(unfinished, epoch, StandardCopyOption.ATOMIC_MOVE);
        disk.forceFolder(folder);
        return new EpochWriter(
                epoch.resolve(SegmentName.of(0)), length, chain, chain.nextSeq(), -1, disk, key);
    }

    /** What a crash left of an epoch that was never begun. */
    private void dropUnfinished() throws IOException {
        List<Path> unfinished;
        try (Stream<Path> all = Files.list(folder)) {
            unfinished =
                    all.filter(p -> p.getFileName().toString().startsWith(UNFINISHED)).toList();
        }
        for (Path one : unfinished) {
            try (Stream<Path> inside = Files.list(one)) {
                for (Path file : inside.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(one);
        }
    }

    /** A last segment without one whole line was never begun: the log goes on in the one before. */
    private void dropHeadless(Path epoch, Instant now, List<AuditRecord> first) throws IOException {
        List<SegmentName> segments = SegmentName.in(epoch);
        if (segments.size() < 2) {
            return;
        }
        SegmentName last = segments.getLast();
        byte[] bytes = Files.readAllBytes(last.file());
        for (byte b : bytes) {
            if (b == '\n') {
                return;
            }
        }
        if (bytes.length > 0) {
            first.add(putAside(last.file(), 0, last.firstSeq() - 1, now));
        }
        Files.delete(last.file());
        disk.forceFolder(epoch);
    }

    /** Moves the bytes behind {@code length} to a file of their own. */
    private AuditRecord putAside(Path segment, long length, long afterSeq, Instant now)
            throws IOException {
        byte[] torn;
        try (var channel =
                FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - length));
            channel.position(length);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            torn = bytes.array();
            Path aside = Files.createDirectories(segment.resolveSibling("torn"));
            Path file = aside.resolve(now.toEpochMilli() + ".bin");
            Files.write(file, torn, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            try (var kept = FileChannel.open(file, StandardOpenOption.WRITE)) {
                kept.force(true);
            }
            disk.forceFolder(aside);
            channel.truncate(length);
            channel.force(true);
        }
        return ControlRecord.recovery(now, torn.length, Hash.of(torn), afterSeq);
    }

    /** Nothing is repaired: it is evidence. */
    private static void freeze(Path epoch) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(epoch)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        }
        Files.setPosixFilePermissions(epoch, PosixFilePermissions.fromString("r-xr-x---"));
    }
}

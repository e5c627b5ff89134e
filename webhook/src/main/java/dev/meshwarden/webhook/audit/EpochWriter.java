package dev.meshwarden.webhook.audit;

import dev.meshwarden.webhook.audit.disk.Disk;
import dev.meshwarden.webhook.audit.disk.DiskFile;
import dev.meshwarden.webhook.audit.seal.SigningKey;
import dev.meshwarden.webhook.audit.verify.SegmentName;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The open end of one epoch: the current segment and its checkpoints. What was written is kept apart from what was forced, so that a failure costs
 * only what nobody was told of.
 *
 * <p>Threading: confined to the writer.
 */
final class EpochWriter implements Closeable {
    private final Path folder;
    private final Disk disk;
    private final SigningKey key;
    private final CheckpointWriter checkpoints;
    private Chain durable;
    private Chain written;
    private Path segment;
    private DiskFile file;
    private @Nullable Object fileKey;
    private long durableLength;
    private long writtenLength;
    private long prunedTo;
    private Path closedSegment;
    private long closedLength;
    private boolean forceFailed;

    /** Goes on where a segment of that length ends. */
    EpochWriter(
            Path segment,
            long length,
            Chain chain,
            long signedSize,
            long prunedTo,
            Disk disk,
            SigningKey key)
            throws IOException {
        this.folder = Objects.requireNonNull(segment.getParent());
        this.disk = disk;
        this.key = key;
        this.durable = chain;
        this.written = chain.copy();
        this.segment = segment;
        this.closedSegment = segment;
        this.durableLength = length;
        this.writtenLength = length;
        this.prunedTo = prunedTo;
        this.checkpoints = new CheckpointWriter(folder, disk, key, signedSize);
        this.file = disk.append(segment);
        this.fileKey = keyOf(segment);
    }

    /** Writes the records at their places, not yet durable. */
    List<Chain.Placed> write(List<AuditRecord> records) throws IOException {
        List<Chain.Placed> placed = new ArrayList<>(records.size());
        int size = 0;
        Chain next = written.copy();
        for (AuditRecord record : records) {
            Chain.Placed one = next.place(record);
            placed.add(one);
            size += one.line().length + 1;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        placed.forEach(p -> bytes.put(p.line()).put((byte) '\n'));
        file.writeAll(bytes.flip());
        written = next;
        writtenLength += size;
        return placed;
    }

    /** Makes everything written durable. */
    void force() throws IOException {
        if (written.nextSeq() == durable.nextSeq()) {
            return;
        }
        try {
            file.force();
        } catch (IOException e) {
            forceFailed = true;
            throw e;
        }
        durable = written.copy();
        durableLength = writtenLength;
    }

    /** Signs what is durable. */
    void seal(Instant now) throws IOException {
        checkpoints.sign(durable, now);
    }

    /**
     * Closes the segment in good order and begins the next.
     *
     * @param pruneTo last seq that will be removed, -1 for none
     */
    void rotate(Instant now, long pruneTo) throws IOException {
        force();
        seal(now);
        disk.forceFolder(folder);
        prunedTo = Math.max(prunedTo, pruneTo);
        closedSegment = segment;
        closedLength = durableLength;
        begin(now);
        seal(now);
    }

    /** Gives up a segment whose state is unknown: what is durable there counts, everything else is written again elsewhere. */
    void abandon(Instant now) throws IOException {
        try {
            file.close();
        } catch (IOException _) {
            // it failed before; nothing more is asked of it
        }
        if (durableLength > 0) {
            closedSegment = segment;
            closedLength = durableLength;
        }
        written = durable.copy();
        begin(now);
    }

    /** Takes back what was written and not forced; only after a write that failed, never after a force. */
    void takeBack() throws IOException {
        file.truncate(durableLength);
        written = durable.copy();
        writtenLength = durableLength;
    }

    /** The next segment, with its first record durable. */
    private void begin(Instant now) throws IOException {
        Path next = folder.resolve(SegmentName.of(written.nextSeq()));
        if (Files.exists(next)) { // begun before, and nothing in it ever became durable
            Path torn = Files.createDirectories(folder.resolve("torn"));
            Files.move(
                    next,
                    torn.resolve(next.getFileName() + "." + now.toEpochMilli()),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        if (!forceFailed) {
            file.close();
        }
        durableLength = 0;
        writtenLength = 0;
        segment = next;
        file = disk.append(next);
        fileKey = keyOf(next);
        forceFailed = false;
        write(
                List.of(
                        ControlRecord.rotate(
                                now,
                                closedSegment.getFileName().toString(),
                                closedLength,
                                key.verifier().text(),
                                written.edge().subtrees(),
                                prunedTo)));
        force();
        disk.forceFolder(folder);
    }

    /** Whether the segment that is written to is still the file under its name. */
    boolean isInPlace() {
        return Files.exists(segment) && Objects.equals(fileKey, keyOf(segment));
    }

    private static @Nullable Object keyOf(Path file) {
        try {
            return Files.exists(file) ? Files.getAttribute(file, "unix:ino") : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasForceFailed() {
        return forceFailed;
    }

    Path folder() {
        return folder;
    }

    /** Of what is durable; a copy. */
    Chain chain() {
        return durable.copy();
    }

    long segmentLength() {
        return writtenLength;
    }

    String log() {
        return durable.log();
    }

    long durableRecords() {
        return durable.nextSeq();
    }

    long signedRecords() {
        return checkpoints.signedSize();
    }

    @Override
    public void close() throws IOException {
        try (checkpoints) {
            file.close();
        }
    }
}

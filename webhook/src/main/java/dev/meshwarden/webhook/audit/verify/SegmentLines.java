package dev.meshwarden.webhook.audit.verify;

import dev.meshwarden.webhook.audit.AuditRecord;
import dev.meshwarden.webhook.audit.RecordKind;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The lines of one segment, in order. Confined to one thread. */
public final class SegmentLines {
    private final byte[] bytes;
    private final int limit;
    private final long missing;
    private int offset;
    private int length;
    private int following;

    private SegmentLines(byte[] bytes, int limit, long missing) {
        this.bytes = bytes;
        this.limit = limit;
        this.missing = missing;
    }

    /** Of a segment, as far as it counts: what the next one's first record says of it, else all. */
    public static SegmentLines of(SegmentName segment, Optional<SegmentName> next)
            throws IOException {
        return open(segment.file(), next.isEmpty() ? -1 : closedLength(segment, next.get()));
    }

    private static long closedLength(SegmentName segment, SegmentName next) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(next.file())) {
            head = in.readNBytes(AuditRecord.MOST_BYTES + 1);
        }
        var lines = new SegmentLines(head, head.length, 0);
        return lines.next()
                        && RecordLine.read(head, 0, lines.length())
                                instanceof RecordLine.Reading.Whole(RecordLine rotate)
                        && rotate.kind() == RecordKind.ROTATE
                        && rotate.text("closed", "file").equals(segment.name())
                ? rotate.number("closed", "bytes")
                : -1;
    }

    /** @param counts how many bytes count; -1 for all */
    private static SegmentLines open(Path file, long counts) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (counts < 0) {
            return new SegmentLines(bytes, bytes.length, 0);
        }
        return new SegmentLines(
                bytes, (int) Math.min(counts, bytes.length), Math.max(0, counts - bytes.length));
    }

    /** Goes to the next whole line; false when there is none. */
    public boolean next() {
        int end = lineFeed(following);
        if (end < 0) {
            return false;
        }
        offset = following;
        length = end - offset;
        following = end + 1;
        return true;
    }

    /** The line after the current one, if it is whole and a record. */
    Optional<RecordLine> peek() {
        int end = lineFeed(following);
        return end >= 0
                        && RecordLine.read(bytes, following, end - following)
                                instanceof RecordLine.Reading.Whole(RecordLine line)
                ? Optional.of(line)
                : Optional.empty();
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Where the current line begins. */
    public int offset() {
        return offset;
    }

    /** Without its line feed. */
    public int length() {
        return length;
    }

    /** Behind the last line given. */
    int end() {
        return following;
    }

    /** What counts and is not there. */
    long missing() {
        return missing;
    }

    /** What lies behind the last line and counts. */
    int tornBytes() {
        return limit - following;
    }

    private int lineFeed(int from) {
        for (int i = from; i < limit; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}

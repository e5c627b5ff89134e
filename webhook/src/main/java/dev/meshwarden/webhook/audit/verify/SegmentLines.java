package dev.meshwarden.webhook.audit.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The lines of one segment, in order. Confined to one thread. */
final class SegmentLines {
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

    /** @param counts how many bytes count; -1 for all */
    static SegmentLines open(Path file, long counts) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (counts < 0) {
            return new SegmentLines(bytes, bytes.length, 0);
        }
        return new SegmentLines(
                bytes, (int) Math.min(counts, bytes.length), Math.max(0, counts - bytes.length));
    }

    /** Goes to the next whole line; false when there is none. */
    boolean next() {
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

    byte[] bytes() {
        return bytes;
    }

    /** Where the current line begins. */
    int offset() {
        return offset;
    }

    /** Without its line feed. */
    int length() {
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

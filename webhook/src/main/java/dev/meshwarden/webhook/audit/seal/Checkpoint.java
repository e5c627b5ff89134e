package dev.meshwarden.webhook.audit.seal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a log says of itself: so many records, with this root, at this time. The text is a C2SP checkpoint with one extension line, the time.
 *
 * @param origin the log's name
 * @param size how many records it covers
 */
public record Checkpoint(String origin, long size, Hash root, Instant time) {
    /** How many lines the text has. */
    static final int LINES = 4;

    /** What is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n" + time + "\n";
    }

    /** The last record it covers; -1 when it covers none. */
    public long lastSeq() {
        return size - 1;
    }

    /** Empty when the lines are no checkpoint. */
    static Optional<Checkpoint> parse(List<String> lines) {
        try {
            var parsed =
                    new Checkpoint(
                            lines.get(0),
                            Long.parseLong(lines.get(1)),
                            Hash.parse(lines.get(2)),
                            Instant.parse(lines.get(3)));
            return parsed.size >= 0 && !parsed.origin.isEmpty()
                    ? Optional.of(parsed)
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty(); // told by the caller, who knows file and offset
        }
    }
}

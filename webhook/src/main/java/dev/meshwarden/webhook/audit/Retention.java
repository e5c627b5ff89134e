package dev.meshwarden.webhook.audit;

import dev.meshwarden.webhook.audit.verify.RecordLine;
import dev.meshwarden.webhook.audit.verify.SegmentName;
import dev.meshwarden.webhook.config.AuditConfig;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which closed segments are past keeping: whole ones, the oldest first, by age or by the size of all. */
final class Retention {
    /** Rotations are at most a day apart; a larger step of the clock is looked at again at the next one before anything is removed by age. */
    private static final Duration LARGEST_STEP = Duration.ofDays(2);

    private Retention() {}

    /**
     * What may go.
     *
     * @param segments oldest first
     * @param lastSeq of the last record in them, -1 for none
     */
    record Prunable(List<Path> segments, long lastSeq) {}

    /** @param previous when the last segment was begun, by the log */
    static Prunable of(Path epoch, AuditConfig config, Instant previous, Instant now)
            throws IOException {
        List<SegmentName> all = SegmentName.in(epoch);
        long total = 0;
        for (SegmentName segment : all) {
            total += Files.size(segment.file());
        }
        boolean trusted = Duration.between(previous, now).compareTo(LARGEST_STEP) <= 0;
        Instant oldest = now.minus(Duration.ofDays(config.retainDays()));
        int gone = 0;
        while (gone < all.size() - 1) { // the current one stays
            boolean tooMuch = total > config.retainBytes().bytes();
            boolean tooOld =
                    trusted
                            && begun(all.get(gone + 1).file())
                                    .map(closed -> closed.isBefore(oldest))
                                    .orElse(false);
            if (!tooMuch && !tooOld) {
                break;
            }
            total -= Files.size(all.get(gone).file());
            gone++;
        }
        return new Prunable(
                all.subList(0, gone).stream().map(SegmentName::file).toList(),
                gone == 0 ? -1 : all.get(gone).firstSeq() - 1);
    }

    /** When a segment's first record was written. */
    static Optional<Instant> begun(Path segment) throws IOException {
        var line = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(segment))) {
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                line.write(b);
                if (line.size() > AuditRecord.MOST_BYTES) {
                    return Optional.empty();
                }
            }
        }
        return RecordLine.read(line.toByteArray(), 0, line.size())
                        instanceof RecordLine.Reading.Whole(RecordLine head)
                ? Timestamps.parse(head.ts())
                : Optional.empty();
    }
}

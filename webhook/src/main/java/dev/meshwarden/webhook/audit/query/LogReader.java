package dev.meshwarden.webhook.audit.query;

import dev.meshwarden.webhook.audit.verify.Epochs;
import dev.meshwarden.webhook.audit.verify.RecordLine;
import dev.meshwarden.webhook.audit.verify.SegmentLines;
import dev.meshwarden.webhook.audit.verify.SegmentName;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Walks all records of a data folder, oldest epoch and oldest segment first, one segment in memory at a time. */
final class LogReader {
    private LogReader() {}

    /** What looks at each line before it is parsed, and at each record after. */
    interface Visitor {
        boolean wants(byte[] bytes, int from, int length);

        /** False to stop. */
        boolean take(Path epoch, RecordLine line);
    }

    /**
     * What a walk came by.
     *
     * @param lines whole lines
     * @param damaged lines that were wanted and are no records
     */
    record Walked(long lines, long damaged) {}

    static Walked walk(Path data, Visitor visitor) throws IOException {
        Path folder = data.resolve("audit");
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "there is no audit log");
        }
        long seen = 0;
        long damaged = 0;
        for (Path epoch : Epochs.in(folder)) {
            List<SegmentName> segments = SegmentName.in(epoch);
            for (int i = 0; i < segments.size(); i++) {
                Optional<SegmentName> next =
                        i + 1 < segments.size()
                                ? Optional.of(segments.get(i + 1))
                                : Optional.empty();
                SegmentLines lines;
                try {
                    lines = SegmentLines.of(segments.get(i), next);
                } catch (NoSuchFileException _) {
                    continue; // pruned meanwhile
                }
                while (lines.next()) {
                    seen++;
                    if (!visitor.wants(lines.bytes(), lines.offset(), lines.length())) {
                        continue;
                    }
                    switch (RecordLine.read(lines.bytes(), lines.offset(), lines.length())) {
                        case RecordLine.Reading.Whole(RecordLine line) -> {
                            if (!visitor.take(epoch, line)) {
                                return new Walked(seen, damaged);
                            }
                        }
                        case RecordLine.Reading.Broken _, RecordLine.Reading.Newer _ -> damaged++;
                    }
                }
            }
        }
        return new Walked(seen, damaged);
    }
}

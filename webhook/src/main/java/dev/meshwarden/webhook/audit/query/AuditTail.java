package dev.meshwarden.webhook.audit.query;

import dev.meshwarden.webhook.audit.verify.Epochs;
import dev.meshwarden.webhook.audit.verify.RecordLine;
import dev.meshwarden.webhook.audit.verify.SegmentLines;
import dev.meshwarden.webhook.audit.verify.SegmentName;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What comes in: each look gives the records that are new since the last one.
 *
 * <p>Threading: confined to one thread.
 */
public final class AuditTail {
    private final Path folder;
    private final QueryFilter filter;
    private String epoch = "";
    private long nextSeq;

    private AuditTail(Path data, QueryFilter filter) {
        this.folder = data.resolve("audit");
        this.filter = filter;
    }

    /** Begins at the end of what is there now. */
    public static AuditTail atEnd(Path data, QueryFilter filter) throws IOException {
        var tail = new AuditTail(data, filter);
        tail.next();
        return tail;
    }

    /** Matching records that came in since the last look, oldest first. */
    public List<RecordLine> next() throws IOException {
        List<RecordLine> found = new ArrayList<>();
        for (Path one : Epochs.in(folder)) {
            String name = one.getFileName().toString();
            int order = name.compareTo(epoch);
            if (order < 0) {
                continue;
            }
            if (order > 0) {
                epoch = name;
                nextSeq = 0;
            }
            List<SegmentName> segments = SegmentName.in(one);
            for (int i = 0; i < segments.size(); i++) {
                Optional<SegmentName> following =
                        i + 1 < segments.size()
                                ? Optional.of(segments.get(i + 1))
                                : Optional.empty();
                if (following.map(f -> f.firstSeq() <= nextSeq).orElse(false)) {
                    continue;
                }
                read(SegmentLines.of(segments.get(i), following), found);
            }
        }
        return found;
    }

    private void read(SegmentLines lines, List<RecordLine> found) {
        while (lines.next()) {
            if (RecordLine.read(lines.bytes(), lines.offset(), lines.length())
                            instanceof RecordLine.Reading.Whole(RecordLine line)
                    && line.seq() >= nextSeq) {
                nextSeq = line.seq() + 1;
                if (filter.matches(line)) {
                    found.add(line);
                }
            }
        }
    }
}

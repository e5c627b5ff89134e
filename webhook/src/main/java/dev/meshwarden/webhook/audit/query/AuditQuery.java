package dev.meshwarden.webhook.audit.query;

import dev.meshwarden.webhook.audit.seal.CheckpointFile;
import dev.meshwarden.webhook.audit.seal.SignedNote;
import dev.meshwarden.webhook.audit.verify.RecordLine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Finds records in a data folder. */
public final class AuditQuery {
    private final Path data;

    public AuditQuery(Path data) {
        this.data = data;
    }

    /**
     * What a query came by.
     *
     * @param damaged lines that may have matched and are no records: {@code audit verify} says more
     */
    public record Stats(long lines, long matched, long damaged) {}

    /**
     * One record and what vouches for it.
     *
     * @param seal the first checkpoint that covers it; empty when none does yet
     */
    public record Shown(RecordLine record, Path epoch, Optional<SignedNote> seal) {}

    /** Gives each match to {@code found}, oldest first. */
    public Stats run(QueryFilter filter, Consumer<RecordLine> found) throws IOException {
        Needles needles = Needles.of(filter);
        long[] matched = new long[1];
        LogReader.Walked walked =
                LogReader.walk(
                        data,
                        new LogReader.Visitor() {
                            @Override
                            public boolean wants(byte[] bytes, int from, int length) {
                                return needles.mayMatch(bytes, from, length);
                            }

                            @Override
                            public boolean take(Path epoch, RecordLine line) {
                                if (filter.matches(line)) {
                                    matched[0]++;
                                    found.accept(line);
                                }
                                return true;
                            }
                        });
        return new Stats(walked.lines(), matched[0], walked.damaged());
    }

    /** How many matches there are of each group, by name. */
    public Map<String, Long> groups(QueryFilter filter, GroupBy by) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        run(filter, line -> by.of(line).forEach(g -> counts.merge(g, 1L, Long::sum)));
        return counts;
    }

    /** The decision whose id begins so; the last one when several do, as of a record that was marked late afterwards. */
    public Optional<Shown> show(String id) throws IOException {
        byte[] needle = ("\"id\":\"" + id).getBytes(StandardCharsets.UTF_8);
        RecordLine[] record = new RecordLine[1];
        Path[] where = new Path[1];
        LogReader.walk(
                data,
                new LogReader.Visitor() {
                    @Override
                    public boolean wants(byte[] bytes, int from, int length) {
                        return Needles.contains(bytes, from, from + length, needle);
                    }

                    @Override
                    public boolean take(Path epoch, RecordLine line) {
                        if (line.text("id").startsWith(id)) {
                            record[0] = line;
                            where[0] = epoch;
                        }
                        return true;
                    }
                });
        if (record[0] == null) {
            return Optional.empty();
        }
        Optional<SignedNote> seal =
                CheckpointFile.read(where[0]).notes().stream()
                        .map(CheckpointFile.Entry::note)
                        .filter(n -> n.checkpoint().size() > record[0].seq())
                        .findFirst();
        return Optional.of(new Shown(record[0], where[0], seal));
    }
}

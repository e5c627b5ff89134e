package dev.meshwarden.webhook.cli;

import dev.meshwarden.webhook.assembly.UnreadableFile;
import dev.meshwarden.webhook.audit.query.AuditQuery;
import dev.meshwarden.webhook.audit.query.GroupBy;
import dev.meshwarden.webhook.audit.query.QueryFilter;
import dev.meshwarden.webhook.audit.query.RecordRow;
import dev.meshwarden.webhook.audit.verify.RecordLine;
import dev.meshwarden.webhook.report.Columns;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code audit query}: the records that match, or how many of each. */
@Command(
        name = "query",
        description = "Finds records; all options must hold, the values of one are alternatives.")
final class AuditQueryCommand implements dev.meshwarden.webhook.cli.Command {
    @Mixin private DataOption data = new DataOption();

    @Mixin private AuditFilterOptions filter = new AuditFilterOptions();

    @Option(
            names = "--group-by",
            paramLabel = "FIELD",
            description = "Count by ns, kind, user, verdict, op, hook, rule, policy or exemption.")
    private @Nullable String groupBy;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table (default), json (a record a line) or csv.")
    private Format format = Format.TABLE;

    /** How records are shown. */
    enum Format {
        TABLE,
        JSON,
        CSV
    }

    @Override
    public Exit run(Terminal terminal) {
        Path folder = data.folder(terminal);
        QueryFilter asked = filter.filter(Instant.now());
        requireLog(folder);
        var query = new AuditQuery(folder);
        try {
            return groupBy == null
                    ? records(terminal, query, asked)
                    : groups(terminal, query, asked, groupBy);
        } catch (IOException e) {
            throw new UnreadableFile(folder.toString(), UnreadableFile.why(e));
        }
    }

    /** Throws {@link UnreadableFile} when a data folder has no audit log. */
    static void requireLog(Path data) {
        if (!Files.isDirectory(data.resolve("audit"))) {
            throw new UnreadableFile(data.resolve("audit").toString(), "no audit log here");
        }
    }

    private Exit records(Terminal terminal, AuditQuery query, QueryFilter asked)
            throws IOException {
        List<List<String>> rows = new ArrayList<>();
        if (format == Format.CSV) {
            terminal.print(RecordRow.csvHead());
        }
        AuditQuery.Stats stats =
                query.run(
                        asked,
                        line -> {
                            switch (format) {
                                case TABLE -> rows.add(RecordRow.of(line).cells());
                                case JSON -> terminal.print(RecordRow.json(line));
                                case CSV -> terminal.print(RecordRow.of(line).csv());
                            }
                        });
        if (format == Format.TABLE) {
            terminal.out().print(Columns.of(RecordRow.HEAD, rows));
            terminal.complain(stats.matched() + " of " + stats.lines() + " records");
        }
        if (stats.damaged() > 0) {
            terminal.complain(
                    stats.damaged() + " lines are no records: see `meshwarden audit verify`");
            return Exit.NO;
        }
        return Exit.OK;
    }

    private Exit groups(Terminal terminal, AuditQuery query, QueryFilter asked, String by)
            throws IOException {
        GroupBy field =
                GroupBy.parse(by)
                        .orElseThrow(() ->
                                CannotRead.file(
                                        "--group-by",
                                        "`" + by + "` is none of " + GroupBy.choices()));
        Map<String, Long> groups = query.groups(asked, field);
        switch (format) {
            case TABLE ->
                    terminal.out()
                            .print(
                                    Columns.of(
                                            List.of("COUNT", by.toUpperCase(java.util.Locale.ROOT)),
                                            groups.entrySet().stream()
                                                    .map(e ->
                                                            List.of(
                                                                    e.getValue().toString(),
                                                                    e.getKey()))
                                                    .toList()));
            case CSV -> groups.forEach((name, count) -> terminal.print(count + "," + name));
            case JSON ->
                    groups.forEach((name, count) ->
                            terminal.print(
                                    dev.meshwarden.rego.value.JsonWriter.toJson(
                                            dev.meshwarden.rego.value.Obj.of(
                                                    Map.of(
                                                            by,
                                                            dev.meshwarden.rego.value.Str.of(name),
                                                            "count",
                                                            dev.meshwarden.rego.value.Num.of(
                                                                    count))))));
        }
        return Exit.OK;
    }

    static String row(RecordLine line) {
        return String.join("  ", RecordRow.of(line).cells());
    }
}

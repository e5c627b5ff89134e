package dev.meshwarden.webhook.audit.query;

import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.webhook.audit.RecordKind;
import dev.meshwarden.webhook.audit.verify.RecordLine;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A record as one row of a table.
 *
 * @param cells one for each of {@link #HEAD}; control characters replaced, so that a name cannot write to the terminal
 */
public record RecordRow(List<String> cells) {
    public static final List<String> HEAD =
            List.of("TIME", "VERDICT", "OP", "KIND", "NAMESPACE", "NAME", "USER", "RULES", "ID");

    public RecordRow {
        cells = cells.stream().map(RecordRow::visible).toList();
    }

    public static RecordRow of(RecordLine line) {
        if (line.kind() != RecordKind.DECISION) {
            return new RecordRow(
                    List.of(line.ts(), line.kind().text(), "", "", "", "", "", about(line), ""));
        }
        String rules =
                QueryFilter.objects(line, "violations")
                        .map(v -> QueryFilter.text(v, "rule"))
                        .distinct()
                        .collect(Collectors.joining(" "));
        String name = line.text("req", "name");
        return new RecordRow(
                List.of(
                        line.ts(),
                        line.text("verdict"),
                        line.text("req", "op"),
                        line.text("req", "gvk", "k"),
                        line.text("req", "ns"),
                        name.isEmpty() ? line.text("req", "generate_name") : name,
                        line.text("who", "user"),
                        rules,
                        line.text("id")));
    }

    private static String about(RecordLine line) {
        return switch (line.kind()) {
            case DECISION -> "";
            case START -> "version " + line.text("version");
            case STOP -> line.text("reason");
            case RECOVERY -> line.number("bytes") + " bytes put aside";
            case ROTATE -> "closed " + line.text("closed", "file");
            case GAP -> line.number("lost") + " lost, " + line.text("cause");
            case POLICY_LOAD -> "revision " + line.text("revision");
            case PAUSE -> "stood still for " + line.number("dur_ns") / 1_000_000 + " ms";
            case CONFIG -> line.text("what") + ": " + line.text("from") + " to " + line.text("to");
        };
    }

    /** As a line of CSV (RFC 4180); a cell that a spreadsheet would take for a formula gets an apostrophe. */
    public String csv() {
        return cells.stream().map(RecordRow::csvCell).collect(Collectors.joining(","));
    }

    /** The head of a CSV file. */
    public static String csvHead() {
        return String.join(",", HEAD);
    }

    /** The whole record, as it stands in the log. */
    public static String json(RecordLine line) {
        return JsonWriter.toJson(line.fields());
    }

    private static String csvCell(String cell) {
        String safe =
                !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }

    private static String visible(String cell) {
        var out = new StringBuilder(cell.length());
        cell.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? 0xfffd : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}

package dev.meshwarden.webhook.report;

import dev.meshwarden.rego.tester.Coverage;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Coverage for people, and as the JSON of {@code opa test --coverage}. */
public final class CoverageText {
    private CoverageText() {}

    /** A line a file with the lines that were missed, then the whole. */
    public static String print(Map<String, Coverage.OfFile> files) {
        var out = new StringBuilder();
        files.forEach((name, lines) -> {
            out.append(percent(lines.percent())).append("  ").append(name);
            if (!lines.missed().isEmpty()) {
                out.append("  missed ")
                        .append(
                                ranges(lines.missed()).stream()
                                        .map(Range::toString)
                                        .collect(Collectors.joining(", ")));
            }
            out.append('\n');
        });
        return out.append(percent(Coverage.percent(files))).append("  all\n").toString();
    }

    public static String json(Map<String, Coverage.OfFile> files) {
        return JsonWriter.toPrettyJson(value(files)) + "\n";
    }

    /** The report as a document. */
    public static Obj value(Map<String, Coverage.OfFile> files) {
        Obj.Builder each = Obj.builder();
        int covered = 0;
        int missed = 0;
        for (Map.Entry<String, Coverage.OfFile> e : files.entrySet()) {
            Coverage.OfFile lines = e.getValue();
            each.put(
                    e.getKey(),
                    Obj.of(
                                    Map.of(
                                            "covered", ranges(lines.covered(), "row"),
                                            "not_covered", ranges(lines.missed(), "row")))
                            .with("covered_lines", Num.of(lines.covered().size()))
                            .with("not_covered_lines", Num.of(lines.missed().size()))
                            .with("coverage", number(lines.percent())));
            covered += lines.covered().size();
            missed += lines.missed().size();
        }
        return Obj.of("files", each.build())
                .with("covered_lines", Num.of(covered))
                .with("not_covered_lines", Num.of(missed))
                .with("coverage", number(Coverage.percent(files)));
    }

    /** Lines next to each other. */
    private record Range(int from, int to) {
        @Override
        public String toString() {
            return from == to ? Integer.toString(from) : from + "-" + to;
        }
    }

    private static List<Range> ranges(SortedSet<Integer> lines) {
        List<Range> ranges = new ArrayList<>();
        for (int line : lines) {
            if (!ranges.isEmpty() && ranges.getLast().to == line - 1) {
                ranges.set(ranges.size() - 1, new Range(ranges.getLast().from, line));
            } else {
                ranges.add(new Range(line, line));
            }
        }
        return ranges;
    }

    private static Array ranges(SortedSet<Integer> lines, String row) {
        List<Value> all = new ArrayList<>();
        for (Range r : ranges(lines)) {
            all.add(
                    Obj.of(
                            Map.of(
                                    "start", Obj.of(row, Num.of(r.from)),
                                    "end", Obj.of(row, Num.of(r.to)))));
        }
        return Array.ofList(all);
    }

    private static String percent(double value) {
        return "%6.2f%%".formatted(value);
    }

    private static Num number(double value) {
        return Num.parse(String.format(Locale.ROOT, "%.2f", value));
    }
}

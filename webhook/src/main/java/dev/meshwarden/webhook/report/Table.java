package dev.meshwarden.webhook.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text in a ruled table: the head centred, the cells to the left. */
public final class Table {
    private Table() {}

    public static String of(List<String> head, List<List<String>> rows) {
        int[] widths =
                IntStream.range(0, head.size())
                        .map(i ->
                                Math.max(
                                        length(head.get(i)),
                                        rows.stream()
                                                .mapToInt(r -> length(r.get(i)))
                                                .max()
                                                .orElse(0)))
                        .toArray();
        var out = new StringBuilder();
        out.append(rule(widths, "┌", "┬", "┐"));
        out.append(line(head.stream().toList(), widths, true));
        out.append(rule(widths, "├", "┼", "┤"));
        rows.forEach(row -> out.append(line(row, widths, false)));
        return out.append(rule(widths, "└", "┴", "┘")).toString();
    }

    private static String rule(int[] widths, String left, String cross, String right) {
        return IntStream.of(widths)
                        .mapToObj(w -> "─".repeat(w + 2))
                        .collect(Collectors.joining(cross, left, right))
                + "\n";
    }

    private static String line(List<String> cells, int[] widths, boolean centred) {
        return IntStream.range(0, cells.size())
                        .mapToObj(i -> " " + padded(cells.get(i), widths[i], centred) + " ")
                        .collect(Collectors.joining("│", "│", "│"))
                + "\n";
    }

    private static String padded(String cell, int width, boolean centred) {
        int space = width - length(cell);
        int before = centred ? (space + 1) / 2 : 0;
        return " ".repeat(before) + cell + " ".repeat(space - before);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}

package dev.meshwarden.webhook.report;

import java.util.List;

/** Text in columns that are as wide as their widest cell. */
public final class Columns {
    private Columns() {}

    /** The last column is not padded. */
    public static String of(List<String> head, List<List<String>> rows) {
        int[] widths = new int[head.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] =
                    Math.max(
                            length(head.get(i)),
                            rows.stream().mapToInt(r -> length(r.get(column))).max().orElse(0));
        }
        var out = new StringBuilder(line(head, widths));
        rows.forEach(row -> out.append(line(row, widths)));
        return out.toString();
    }

    private static String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            line.append(cell).append(" ".repeat(widths[i] - length(cell) + 2));
        }
        return line.toString().stripTrailing() + "\n";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}

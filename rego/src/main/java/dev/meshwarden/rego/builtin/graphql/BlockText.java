package dev.meshwarden.rego.builtin.graphql;

import java.util.Arrays;
import java.util.List;

/** What a block string means: without the indentation that its lines share, and without blank lines at either end. */
final class BlockText {
    private BlockText() {}

    static String of(String raw) {
        List<String> lines = Arrays.asList(raw.split("\n", -1));
        int shared =
                lines.stream()
                        .filter(line -> !isBlank(line))
                        .mapToInt(BlockText::indentation)
                        .min()
                        .orElse(Integer.MAX_VALUE);
        if (shared != Integer.MAX_VALUE) {
            for (int i = 1; i < lines.size(); i++) {
                String line = lines.get(i);
                lines.set(i, line.length() < shared ? "" : line.substring(shared));
            }
        }
        int from = 0;
        int to = lines.size();
        while (from < to && isBlank(lines.get(from))) {
            from++;
        }
        while (from < to && isBlank(lines.get(to - 1))) {
            to--;
        }
        return String.join("\n", lines.subList(from, to));
    }

    private static boolean isBlank(String line) {
        return indentation(line) == line.length();
    }

    private static int indentation(String line) {
        int at = 0;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}

package dev.meshwarden.rego.diagnostic;

import dev.meshwarden.rego.source.Location;

/** Draws a diagnostic with its source line and caret. Tabs are copied into the caret line, so the caret stands right under any tab width. */
final class Excerpt {
    private static final int WIDEST_LINE = 400;

    private Excerpt() {}

    static String of(Diagnostic diagnostic) {
        Location at = diagnostic.at();
        var out = new StringBuilder();
        out.append("error[")
                .append(diagnostic.code())
                .append("]: ")
                .append(diagnostic.message())
                .append('\n');
        if (at.row() > 0) {
            String line = at.source().line(at.row());
            String number = Integer.toString(at.row());
            String margin = " ".repeat(number.length());
            out.append(margin).append("--> ").append(at).append('\n');
            if (!line.isEmpty() && line.length() <= WIDEST_LINE) {
                out.append(margin).append(" |\n");
                out.append(number).append(" | ").append(line).append('\n');
                out.append(margin).append(" | ").append(caret(line, at)).append('\n');
            }
            appendHint(out, margin, diagnostic.hint());
        } else {
            if (!at.file().isEmpty()) {
                out.append(" --> ").append(at.file()).append('\n');
            }
            appendHint(out, "", diagnostic.hint());
        }
        return out.toString();
    }

    private static void appendHint(StringBuilder out, String margin, String hint) {
        if (!hint.isEmpty()) {
            out.append(margin).append(" = hint: ").append(hint).append('\n');
        }
    }

    private static String caret(String line, Location at) {
        int[] points = line.codePoints().toArray();
        int start = Math.min(Math.max(0, at.column() - 1), points.length);
        var out = new StringBuilder();
        for (int i = 0; i < start; i++) {
            out.append(points[i] == '\t' ? '\t' : ' ');
        }
        String covered = at.text();
        int lineEnd = covered.indexOf('\n');
        String first = lineEnd < 0 ? covered : covered.substring(0, lineEnd);
        int width = first.codePointCount(0, first.length());
        return out.append("^".repeat(Math.clamp(width, 1, Math.max(1, points.length - start))))
                .toString();
    }
}

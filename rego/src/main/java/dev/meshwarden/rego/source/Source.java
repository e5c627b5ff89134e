package dev.meshwarden.rego.source;

/**
 * One text with the name it was read under: a path, or a label such as {@code <query>}.
 *
 * @param name shown in diagnostics, with forward slashes
 * @param text whole text, LF or CRLF line ends
 */
public record Source(String name, String text) {
    /** The text of one line, counted from 1, without its line end; empty behind the last line. */
    public String line(int row) {
        int start = 0;
        for (int at = 1; at < row; at++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return "";
            }
            start = end + 1;
        }
        int end = text.indexOf('\n', start);
        String line = end < 0 ? text.substring(start) : text.substring(start, end);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    @Override
    public String toString() {
        return name;
    }
}

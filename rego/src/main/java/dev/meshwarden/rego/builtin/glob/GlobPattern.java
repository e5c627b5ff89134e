package dev.meshwarden.rego.builtin.glob;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.Str;

/**
 * A glob turned into a regular expression: {@code *} and {@code ?} keep off the delimiters, {@code **} does not, {@code [a-c]}, {@code
 * [!abc]}, {@code {a,b}} as usual. The syntax, and what is wrong with a pattern, are gobwas/glob's.
 *
 * @see <a href="https://github.com/gobwas/glob">gobwas/glob</a>
 */
final class GlobPattern {
    private static final int END = -1;

    private final int[] pattern;
    private final String one;
    private final StringBuilder out = new StringBuilder("(?s)");
    private int at;
    private int groups;

    private GlobPattern(String pattern, String delimiters) {
        this.pattern = pattern.codePoints().toArray();
        this.one = delimiters.isEmpty() ? "." : "[^" + letters(delimiters) + "]";
    }

    static String toRegex(Str pattern, String delimiters) {
        if (!pattern.isText()) {
            throw wrong(0, "invalid UTF-8 sequence");
        }
        return new GlobPattern(pattern.text(), delimiters).convert();
    }

    private static String letters(String text) {
        var letters = new StringBuilder();
        text.codePoints().forEach(c -> letters.append(letter(c)));
        return letters.toString();
    }

    private static String letter(int c) {
        return "\\x{" + Integer.toHexString(c) + "}";
    }

    private String convert() {
        while (at < pattern.length) {
            int c = pattern[at];
            if (c == '{') {
                groups++;
                at++;
                out.append("(?:");
            } else if (c == ',' && groups > 0) {
                at++;
                out.append('|');
            } else if (c == '}' && groups > 0) {
                groups--;
                at++;
                out.append(')');
            } else if (c == '[') {
                at++;
                range();
            } else if (c == '?') {
                at++;
                out.append(one);
            } else if (c == '*') {
                at++;
                if (peek() == '*') {
                    at++;
                    out.append(".*");
                } else {
                    out.append(one).append('*');
                }
            } else {
                text(groups > 0 ? "?*[{}," : "?*[{");
            }
        }
        if (groups > 0) {
            throw wrong("unclosed `{`");
        }
        return out.toString();
    }

    private int peek() {
        return at < pattern.length ? pattern[at] : END;
    }

    private int read() {
        if (at == pattern.length) {
            throw wrong("unexpected end of input");
        }
        return pattern[at++];
    }

    private void range() {
        out.append('[');
        if (peek() == '!') {
            at++;
            out.append('^');
        }
        int low = read();
        if (peek() == '-') {
            at++;
            int high = read();
            close();
            if (high < low) {
                throw wrong("range hi character is less than lo");
            }
            out.append(letter(low)).append('-').append(letter(high));
        } else {
            at--;
            int before = out.length();
            text("]");
            boolean empty = out.length() == before;
            close();
            if (empty) {
                throw wrong("could not parse range");
            }
        }
        out.append(']');
    }

    private void close() {
        if (read() != ']') {
            throw wrong("expected close range character");
        }
    }

    /** Letters up to one that means something here; a backslash takes the meaning from the next. */
    private void text(String breakers) {
        boolean escaped = false;
        while (at < pattern.length) {
            int c = pattern[at];
            if (!escaped && c == '\\') {
                escaped = true;
            } else if (!escaped && breakers.indexOf(c) >= 0) {
                return;
            } else {
                escaped = false;
                out.append(letter(c));
            }
            at++;
        }
        if (escaped) {
            throw wrong("trailing backslash");
        }
    }

    private BuiltinError wrong(String reason) {
        return wrong(new String(pattern, 0, at).getBytes(UTF_8).length, reason);
    }

    private static BuiltinError wrong(int offset, String reason) {
        return BuiltinError.failed("glob: syntax error at " + offset + ": " + reason);
    }
}

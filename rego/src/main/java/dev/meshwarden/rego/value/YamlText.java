package dev.meshwarden.rego.value;

import java.util.Locale;
import java.util.regex.Pattern;

/** One text as a YAML scalar: plain where that reads back the same, else quoted, in a literal block when it has lines. */
final class YamlText {
    private static final Pattern BASE_60 =
            Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");
    private static final String STARTS_NO_PLAIN = "#,[]{}&*!|>'\"%@`";

    private final String text;
    private boolean breaks;
    private boolean special;
    private boolean tabs;
    private boolean indicators;
    private boolean edges; // space or break at either end
    private boolean endsWithSpace;
    private boolean breakThenSpace;
    private boolean spaceThenBreak;

    private YamlText(String text) {
        this.text = text;
        indicators = text.startsWith("---") || text.startsWith("...");
        analyse();
    }

    /** Whether a key may stand before its colon without a question mark. */
    static boolean isSimpleKey(String key, int mostBytes) {
        return !new YamlText(key).breaks && Str.of(key).bytes().length <= mostBytes;
    }

    static void append(StringBuilder out, String text, int indent, boolean key) {
        var scalar = new YamlText(text);
        boolean plain =
                YamlScalars.readsAsString(text)
                        && !YamlScalars.isOldBoolean(text)
                        && !BASE_60.matcher(text).matches();
        if (text.indexOf('\n') >= 0) {
            boolean block =
                    !key && !scalar.endsWithSpace && !scalar.spaceThenBreak && !scalar.special;
            if (block) {
                scalar.literal(out, indent);
            } else {
                scalar.doubleQuoted(out);
            }
        } else if (!plain) {
            scalar.doubleQuoted(out);
        } else if (scalar.plainAllowed()) {
            out.append(text);
        } else if (scalar.singleAllowed()) {
            out.append('\'').append(text.replace("'", "''")).append('\'');
        } else {
            scalar.doubleQuoted(out);
        }
    }

    private boolean plainAllowed() {
        return !edges && !breaks && !indicators && singleAllowed();
    }

    private boolean singleAllowed() {
        return !breakThenSpace && !spaceThenBreak && !tabs && !special;
    }

    private void analyse() {
        boolean behindBlank = true;
        int previous = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            int end = i + Character.charCount(c);
            boolean beforeBlank = end >= text.length() || isBlank(text.charAt(end));
            indicators |= isIndicator(c, i == 0, behindBlank, beforeBlank);
            tabs |= c == '\t';
            special |= c != '\t' && !isPrintable(c);
            if (c == ' ') {
                endsWithSpace |= end == text.length();
                breakThenSpace |= isBreak(previous);
            } else if (isBreak(c)) {
                breaks = true;
                spaceThenBreak |= previous == ' ';
            }
            edges |= (i == 0 || end == text.length()) && (c == ' ' || isBreak(c));
            behindBlank = isBlank(c) || isBreak(c) || c == 0;
            previous = c;
        }
    }

    private static boolean isIndicator(
            int c, boolean first, boolean behindBlank, boolean beforeBlank) {
        if (first) {
            return STARTS_NO_PLAIN.indexOf(c) >= 0
                    || ((c == '?' || c == ':' || c == '-') && beforeBlank);
        }
        return (c == ':' && beforeBlank) || (c == '#' && behindBlank);
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isBreak(int c) {
        return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private static boolean isPrintable(int c) {
        return c == '\n'
                || (c >= 0x20 && c <= 0x7e)
                || (c >= 0xa0 && c <= 0xfffd && c != 0xfeff && !(c >= 0xd800 && c < 0xe000));
    }

    private void literal(StringBuilder out, int indent) {
        out.append('|');
        char first = text.charAt(0);
        if (first == ' ' || isBreak(first)) {
            out.append('2');
        }
        int n = text.length();
        if (!isBreak(text.charAt(n - 1))) {
            out.append('-');
        } else if (n == 1 || isBreak(text.charAt(n - 2))) {
            out.append('+');
        }
        out.append('\n');
        boolean lineStart = true;
        for (int i = 0; i < n; i++) {
            char c = text.charAt(i);
            if (!isBreak(c) && lineStart) {
                out.repeat(" ", Math.max(indent, 2));
            }
            out.append(c);
            lineStart = isBreak(c);
        }
    }

    /** go-yaml escapes every character of a text that begins with a byte order mark. */
    private void doubleQuoted(StringBuilder out) {
        boolean all = text.startsWith("\ufeff");
        out.append('"');
        text.codePoints()
                .forEach(c -> {
                    if (all || !isPrintable(c) || isBreak(c) || c == '"' || c == '\\') {
                        escape(out, c);
                    } else {
                        out.appendCodePoint(c);
                    }
                });
        out.append('"');
    }

    private static void escape(StringBuilder out, int c) {
        out.append('\\');
        switch (c) {
            case 0x00 -> out.append('0');
            case 0x07 -> out.append('a');
            case '\b' -> out.append('b');
            case '\t' -> out.append('t');
            case '\n' -> out.append('n');
            case 0x0b -> out.append('v');
            case '\f' -> out.append('f');
            case '\r' -> out.append('r');
            case 0x1b -> out.append('e');
            case '"' -> out.append('"');
            case '\\' -> out.append('\\');
            case 0x85 -> out.append('N');
            case 0xa0 -> out.append('_');
            case 0x2028 -> out.append('L');
            case 0x2029 -> out.append('P');
            default -> {
                String form = c <= 0xff ? "x%02X" : c <= 0xffff ? "u%04X" : "U%08X";
                out.append(String.format(Locale.ROOT, form, c));
            }
        }
    }
}

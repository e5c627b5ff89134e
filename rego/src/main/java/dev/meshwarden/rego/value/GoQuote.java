package dev.meshwarden.rego.value;

/** Strings and single letters quoted as Go does, which is how Rego text writes strings. */
public final class GoQuote {
    private GoQuote() {}

    /** In double quotes; {@code ascii} escapes all beyond ASCII too. */
    public static String string(String text, boolean ascii) {
        return quoted(text, '"', ascii);
    }

    /** In single quotes. */
    public static String letter(String text, boolean ascii) {
        return quoted(text, '\'', ascii);
    }

    /** A string as a Rego term prints it; bytes that are not UTF-8 as hex. */
    public static String term(Str value) {
        if (value.isText()) {
            return string(value.text(), false);
        }
        byte[] bytes = value.bytes();
        var out = new StringBuilder().append('"');
        for (int i = 0; i < bytes.length; ) {
            int c = Utf8.codePoint(bytes, i);
            if (c < 0) {
                out.append("\\x%02x".formatted(bytes[i++] & 0xFF));
            } else {
                append(out, c, '"', false);
                i += Utf8.length(bytes, i);
            }
        }
        return out.append('"').toString();
    }

    private static String quoted(String text, char quote, boolean ascii) {
        var out = new StringBuilder().append(quote);
        text.codePoints().forEach(c -> append(out, c, quote, ascii));
        return out.append(quote).toString();
    }

    private static void append(StringBuilder out, int c, char quote, boolean ascii) {
        switch (c) {
            case 7 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 11 -> out.append("\\v");
            default -> {
                if (c == quote || c == '\\') {
                    out.append('\\').append((char) c);
                } else if (c < 0x80 ? c >= ' ' && c < 0x7F : !ascii && isPrintable(c)) {
                    out.appendCodePoint(c);
                } else if (c < ' ' || c == 0x7F) {
                    out.append("\\x%02x".formatted(c));
                } else if (c < 0x10000) {
                    out.append("\\u%04x".formatted(c));
                } else {
                    out.append("\\U%08x".formatted(c));
                }
            }
        }
    }

    /** Letters, marks, numbers, punctuation, symbols, and of the spaces the ASCII one only. */
    public static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    /** Whether raw quotes can hold it as it is: one line, no back quote, no control character but tab. */
    public static boolean canBackquote(String text) {
        return text.chars()
                .allMatch(c -> c != '`' && c != 0x7F && c != 0xFEFF && (c >= ' ' || c == '\t'));
    }
}

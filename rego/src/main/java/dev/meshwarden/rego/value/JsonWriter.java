package dev.meshwarden.rego.value;

/**
 * Values as JSON text: object keys in order, sets as sorted arrays, keys that are not strings as their own JSON text, numbers with
 * the text they came with.
 */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private JsonWriter() {}

    /** Without spaces. */
    public static String toJson(Value value) {
        var out = new StringBuilder();
        append(out, value, -1, "", false);
        return out.toString();
    }

    /** As Go's encoder writes it, which is what {@code json.marshal} gives: {@code <}, {@code >}, {@code &}, U+2028 and U+2029 escaped. */
    public static String toGoJson(Value value) {
        var out = new StringBuilder();
        append(out, value, -1, "", true);
        return out.toString();
    }

    /** One member a line, indented by two spaces. */
    public static String toPrettyJson(Value value) {
        var out = new StringBuilder();
        append(out, value, 0, "  ", false);
        return out.toString();
    }

    private static void append(
            StringBuilder out, Value value, int level, String indent, boolean html) {
        switch (value) {
            case Null _ -> out.append("null");
            case Bool b -> out.append(b.value());
            case Num n -> out.append(n.text());
            case Str s -> appendString(out, s.text(), html);
            case Array a -> appendList(out, a, level, indent, html);
            case RegoSet s -> appendList(out, s.toArray(), level, indent, html);
            case Obj o -> {
                out.append('{');
                int inner = level < 0 ? -1 : level + 1;
                for (int i = 0; i < o.size(); i++) {
                    if (i > 0) {
                        out.append(',');
                    }
                    newLine(out, inner, indent);
                    String key = o.keyAt(i) instanceof Str s ? s.text() : toJson(o.keyAt(i));
                    appendString(out, key, html);
                    out.append(level < 0 ? ":" : ": ");
                    append(out, o.valueAt(i), inner, indent, html);
                }
                if (o.size() > 0) {
                    newLine(out, level, indent);
                }
                out.append('}');
            }
        }
    }

    private static void appendList(
            StringBuilder out, Array items, int level, String indent, boolean html) {
        out.append('[');
        int inner = level < 0 ? -1 : level + 1;
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            newLine(out, inner, indent);
            append(out, items.at(i), inner, indent, html);
        }
        if (items.size() > 0) {
            newLine(out, level, indent);
        }
        out.append(']');
    }

    private static void newLine(StringBuilder out, int level, String indent) {
        if (level >= 0) {
            out.append('\n').append(indent.repeat(level));
        }
    }

    /** A quoted string; {@code html} also escapes what Go's encoder escapes. */
    static void appendString(StringBuilder out, String text, boolean html) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20
                            || (html
                                    && (c == '<'
                                            || c == '>'
                                            || c == '&'
                                            || c == 0x2028
                                            || c == 0x2029))) {
                        out.append("\\u")
                                .append(HEX.charAt(c >> 12))
                                .append(HEX.charAt((c >> 8) & 15))
                                .append(HEX.charAt((c >> 4) & 15))
                                .append(HEX.charAt(c & 15));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}

package dev.meshwarden.rego.value;

import java.util.TreeMap;

/**
 * Values as JSON text: object keys in order of their text, sets as sorted arrays, keys that are not strings as their own JSON text (of
 * two with the same text the later one stays), numbers with the text they came with.
 */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder();
    private final boolean lines;
    private final String prefix;
    private final String indent;
    private final boolean html;

    private JsonWriter(boolean lines, String prefix, String indent, boolean html) {
        this.lines = lines;
        this.prefix = prefix;
        this.indent = indent;
        this.html = html;
    }

    /** Without spaces. */
    public static String toJson(Value value) {
        return new JsonWriter(false, "", "", false).write(value);
    }

    /** As Go's encoder writes it, which is what {@code json.marshal} gives: {@code <}, {@code >}, {@code &}, U+2028 and U+2029 escaped. */
    public static String toGoJson(Value value) {
        return new JsonWriter(false, "", "", true).write(value);
    }

    /** As Go's encoder, one member a line; each line but the first begins with the prefix and as many indents as it is deep. */
    public static String toGoJson(Value value, String prefix, String indent) {
        return new JsonWriter(true, prefix, indent, true).write(value);
    }

    /** One member a line, indented by two spaces. */
    public static String toPrettyJson(Value value) {
        return new JsonWriter(true, "", "  ", false).write(value);
    }

    private String write(Value value) {
        append(value, 0);
        return out.toString();
    }

    private void append(Value value, int level) {
        switch (value) {
            case Null _ -> out.append("null");
            case Bool b -> out.append(b.value());
            case Num n -> out.append(n.text());
            case Str s -> appendString(out, s.text(), html);
            case Array a -> appendList(a, level);
            case RegoSet s -> appendList(s.toArray(), level);
            case Obj o -> appendObject(o, level);
        }
    }

    private void appendObject(Obj object, int level) {
        boolean plain = true;
        for (int i = 0; i < object.size() && plain; i++) {
            plain = object.keyAt(i) instanceof Str;
        }
        out.append('{');
        if (plain) {
            for (int i = 0; i < object.size(); i++) {
                appendField((Str) object.keyAt(i), object.valueAt(i), i == 0, level);
            }
        } else {
            var fields = new TreeMap<Str, Value>();
            object.forEach((k, v) ->
                    fields.put(k instanceof Str s ? s : Str.of(html ? toGoJson(k) : toJson(k)), v));
            boolean first = true;
            for (var field : fields.entrySet()) {
                appendField(field.getKey(), field.getValue(), first, level);
                first = false;
            }
        }
        if (object.size() > 0) {
            newLine(level);
        }
        out.append('}');
    }

    private void appendField(Str key, Value value, boolean first, int level) {
        if (!first) {
            out.append(',');
        }
        newLine(level + 1);
        appendString(out, key.text(), html);
        out.append(lines ? ": " : ":");
        append(value, level + 1);
    }

    private void appendList(Array items, int level) {
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            newLine(level + 1);
            append(items.at(i), level + 1);
        }
        if (items.size() > 0) {
            newLine(level);
        }
        out.append(']');
    }

    private void newLine(int level) {
        if (lines) {
            out.append('\n').append(prefix).append(indent.repeat(level));
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
                    if (c < 0x20 || (html && isEscapedByGo(c))) {
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

    private static boolean isEscapedByGo(char c) {
        return c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029;
    }
}

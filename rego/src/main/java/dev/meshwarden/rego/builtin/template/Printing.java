package dev.meshwarden.rego.builtin.template;

import dev.meshwarden.rego.value.GoQuote;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the printing and escaping functions make of their arguments. */
final class Printing {
    private static final String PLAIN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    private Printing() {}

    /** Apart only where neither neighbour is a string. */
    static String print(List<Object> values) {
        var out = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            boolean apart =
                    i > 0 && !GoValues.isText(values.get(i)) && !GoValues.isText(values.get(i - 1));
            out.append(apart ? " " : "").append(GoValues.inside(values.get(i)));
        }
        return out.toString();
    }

    static String println(List<Object> values) {
        return String.join(" ", values.stream().map(GoValues::inside).toList()) + "\n";
    }

    static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\0", "\uFFFD");
    }

    static String js(String text) {
        var out = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    if (c == '\\' || c == '\'' || c == '"') {
                        out.append('\\').append((char) c);
                    } else if (c < ' ' || "<>&=".indexOf(c) >= 0) {
                        out.append("\\u%04X".formatted(c));
                    } else if (c > 0x7E && !GoQuote.isPrintable(c)) {
                        out.append("\\u%04X".formatted(c));
                    } else {
                        out.appendCodePoint(c);
                    }
                });
        return out.toString();
    }

    static String query(String text) {
        var out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b == ' ') {
                out.append('+');
            } else if (b > 0 && PLAIN.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append("%%%02X".formatted(b & 0xFF));
            }
        }
        return out.toString();
    }
}

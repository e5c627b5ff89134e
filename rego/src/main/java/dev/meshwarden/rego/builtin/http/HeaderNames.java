package dev.meshwarden.rego.builtin.http;

import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

/** Header names as Go spells them. */
final class HeaderNames {
    private HeaderNames() {}

    /** {@code content-type} as {@code Content-Type}; a text that is no name stays as it is. */
    static String canonical(Value name) {
        String text = name instanceof Str s ? s.text() : JsonWriter.toJson(name);
        if (!isToken(text)) {
            return text;
        }
        var out = new StringBuilder(text.length());
        boolean first = true;
        for (char c : text.toCharArray()) {
            if (first && c >= 'a' && c <= 'z') {
                out.append((char) (c - 'a' + 'A'));
            } else if (!first && c >= 'A' && c <= 'Z') {
                out.append((char) (c - 'A' + 'a'));
            } else {
                out.append(c);
            }
            first = c == '-';
        }
        return out.toString();
    }

    /** Whether a text may be the name of a header or method. */
    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(HeaderNames::isTokenCharacter);
    }

    private static boolean isTokenCharacter(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    /** Without any such characters at either end. */
    static String trim(String text, char edge) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == edge) {
            from++;
        }
        while (to > from && text.charAt(to - 1) == edge) {
            to--;
        }
        return text.substring(from, to);
    }
}

package dev.meshwarden.rego.builtin.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshwarden.rego.value.GoQuote;

import java.util.Optional;

/** Whether a text is JSON and, where it is not, why, as Go's decoder says it. No recursion: any depth up to Go's is walked flat. */
public final class JsonSyntax {
    private static final int DEEPEST = 10_000;

    private final String text;
    private final StringBuilder open = new StringBuilder();
    private int at;

    public JsonSyntax(String text) {
        this.text = text;
    }

    /** Where the document ends that {@link #document} has read. */
    int end() {
        return at;
    }

    /** Whether nothing but white space follows the document. */
    boolean isAtEnd() {
        skip();
        return at == text.length();
    }

    /** What is wrong with the text's first document. */
    public Optional<String> document() {
        skip();
        if (at == text.length()) {
            return Optional.of("EOF");
        }
        do {
            Optional<String> wrong = value();
            if (wrong.isPresent()) {
                return wrong;
            }
            wrong = afterValue();
            if (wrong.isPresent()) {
                return wrong;
            }
        } while (!open.isEmpty());
        return Optional.empty();
    }

    /** The complaint about a second document behind the first. A null goes unnoticed, as in OPA. */
    Optional<String> rest() {
        int first = at;
        skip();
        if (at == text.length() || text.startsWith("null", at)) {
            at = first;
            return Optional.empty();
        }
        int begin = at;
        char c = text.charAt(at);
        String token = Character.toString(c);
        if (c != '{' && c != '[') {
            Optional<String> wrong = value();
            if (wrong.isPresent()) {
                return wrong;
            }
            token = text.substring(begin, at);
            token = c == '"' ? token.substring(1, token.length() - 1) : token;
            token = c == 't' || c == 'f' ? "%!s(bool=" + token + ")" : token;
        }
        at = first;
        return Optional.of("error: invalid character '" + token + "' after top-level value");
    }

    /** A scalar, an empty composite, or the beginning of a composite up to its first value. */
    private Optional<String> value() {
        while (true) {
            skip();
            if (at == text.length()) {
                return Optional.of("unexpected EOF");
            }
            char c = text.charAt(at);
            if (c != '{' && c != '[') {
                return scalar(c);
            }
            at++;
            open.append(c);
            if (open.length() > DEEPEST) {
                return Optional.of("exceeded max depth");
            }
            skip();
            char close = c == '{' ? '}' : ']';
            if (at < text.length() && text.charAt(at) == close) {
                at++;
                open.setLength(open.length() - 1);
                return Optional.empty();
            }
            if (c == '{') {
                Optional<String> wrong = key();
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
    }

    private Optional<String> key() {
        skip();
        if (at == text.length() || text.charAt(at) != '"') {
            return unexpected("looking for beginning of object key string");
        }
        Optional<String> wrong = string();
        if (wrong.isPresent()) {
            return wrong;
        }
        skip();
        if (at == text.length() || text.charAt(at) != ':') {
            return unexpected("after object key");
        }
        at++;
        return Optional.empty();
    }

    /** Closes composites, or steps over the comma (and key) to the next value. */
    private Optional<String> afterValue() {
        while (!open.isEmpty()) {
            boolean object = open.charAt(open.length() - 1) == '{';
            skip();
            char c = at == text.length() ? 0 : text.charAt(at);
            if (at < text.length() && c == (object ? '}' : ']')) {
                at++;
                open.setLength(open.length() - 1);
            } else if (c == ',') {
                at++;
                return object ? key() : Optional.empty();
            } else {
                return unexpected(object ? "after object key:value pair" : "after array element");
            }
        }
        return Optional.empty();
    }

    private Optional<String> scalar(char c) {
        return switch (c) {
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default ->
                    c == '-' || isDigit() ? number() : unexpected("looking for beginning of value");
        };
    }

    private Optional<String> literal(String word) {
        for (int i = 0; i < word.length(); i++, at++) {
            if (at == text.length() || text.charAt(at) != word.charAt(i)) {
                return unexpected("in literal " + word + " (expecting '" + word.charAt(i) + "')");
            }
        }
        return Optional.empty();
    }

    private Optional<String> number() {
        if (text.charAt(at) == '-') {
            at++;
        }
        if (!isDigit()) {
            return unexpected("in numeric literal");
        }
        if (text.charAt(at) == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            if (!isDigit()) {
                return unexpected("after decimal point in numeric literal");
            }
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            if (!isDigit()) {
                return unexpected("in exponent of numeric literal");
            }
            digits();
        }
        return Optional.empty();
    }

    private void digits() {
        while (isDigit()) {
            at++;
        }
    }

    private boolean isDigit() {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private Optional<String> string() {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return Optional.empty();
            } else if (c < ' ') {
                return unexpected("in string literal");
            }
            at++;
            if (c == '\\') {
                if (at < text.length() && "\"\\/bfnrtu".indexOf(text.charAt(at)) < 0) {
                    return unexpected("in string escape code");
                }
                if (at < text.length() && text.charAt(at++) == 'u') {
                    for (int i = 0; i < 4; i++, at++) {
                        if (at == text.length() || Character.digit(text.charAt(at), 16) < 0) {
                            return unexpected("in \\u hexadecimal character escape");
                        }
                    }
                }
            }
        }
        return Optional.of("unexpected EOF");
    }

    private Optional<String> unexpected(String where) {
        if (at == text.length()) {
            return Optional.of("unexpected EOF");
        }
        String whole = Character.toString(text.codePointAt(at));
        String c = Character.toString(whole.getBytes(UTF_8)[0] & 0xFF); // Go looks at bytes
        String shown =
                switch (c) {
                    case "'" -> "\\'";
                    case "\"" -> "\"";
                    default -> GoQuote.string(c, false).replaceAll("^\"|\"$", "");
                };
        return Optional.of("invalid character '" + shown + "' " + where);
    }

    private void skip() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}

package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.builtin.graphql.Token.Kind;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** Cuts a document into tokens. What is malformed becomes an invalid token, so that the parser may complain first, as gqlparser does. */
final class Lexer {
    private static final int END = -1;

    private final int[] text;
    private int start;
    private int end;
    private int row = 1;
    private int lineStart;

    Lexer(String text) {
        this.text = text.codePoints().toArray();
    }

    Token next() {
        skipBlank();
        start = end;
        if (end >= text.length) {
            return token(Kind.END, "");
        }
        int c = text[end++];
        return switch (c) {
            case '!' -> token(Kind.BANG, "");
            case '$' -> token(Kind.DOLLAR, "");
            case '&' -> token(Kind.AMP, "");
            case '(' -> token(Kind.PAREN_OPEN, "");
            case ')' -> token(Kind.PAREN_CLOSE, "");
            case ':' -> token(Kind.COLON, "");
            case '=' -> token(Kind.EQUALS, "");
            case '@' -> token(Kind.AT, "");
            case '[' -> token(Kind.BRACKET_OPEN, "");
            case ']' -> token(Kind.BRACKET_CLOSE, "");
            case '{' -> token(Kind.BRACE_OPEN, "");
            case '}' -> token(Kind.BRACE_CLOSE, "");
            case '|' -> token(Kind.PIPE, "");
            case '#' -> comment();
            case '.' -> spread();
            case '"' -> {
                boolean block = at(end) == '"' && at(end + 1) == '"';
                yield block ? blockString() : string();
            }
            default -> nameOrNumber(c);
        };
    }

    private Token nameOrNumber(int c) {
        if (isNameStart(c)) {
            while (isNameStart(at(end)) || isDigit(at(end))) {
                end++;
            }
            return token(Kind.NAME, slice(start, end));
        }
        if (c == '-' || isDigit(c)) {
            return number();
        }
        return unexpected(c);
    }

    private Token unexpected(int c) {
        end--;
        if (c < ' ') {
            return invalid("Cannot contain the invalid character \"" + escaped(c) + "\"");
        }
        return invalid(
                c == '\''
                        ? "Unexpected single quote character ('), did you mean to use a double"
                                + " quote (\")?"
                        : "Cannot parse the unexpected character \""
                                + Character.toString(c)
                                + "\".");
    }

    private Token spread() {
        if (at(end) == '.' && at(end + 1) == '.') {
            end += 2;
            return token(Kind.SPREAD, "");
        }
        return unexpected('.');
    }

    private Token comment() {
        while (at(end) > 0x1f || at(end) == '\t') {
            end++;
        }
        return token(Kind.COMMENT, slice(start, end));
    }

    private Token number() {
        end = start;
        if (at(end) == '-') {
            end++;
        }
        if (at(end) == '0') {
            end++;
            if (isDigit(at(end))) {
                return invalid("Invalid number, unexpected digit after 0: " + described() + ".");
            }
        } else if (!digits()) {
            return noDigit();
        }
        boolean whole = true;
        if (at(end) == '.') {
            end++;
            whole = false;
            if (!digits()) {
                return noDigit();
            }
        }
        if (at(end) == 'e' || at(end) == 'E') {
            end++;
            whole = false;
            if (at(end) == '-' || at(end) == '+') {
                end++;
            }
            if (!digits()) {
                return noDigit();
            }
        }
        return token(whole ? Kind.INT : Kind.FLOAT, slice(start, end));
    }

    private boolean digits() {
        int from = end;
        while (isDigit(at(end))) {
            end++;
        }
        return end > from;
    }

    private Token noDigit() {
        return invalid("Invalid number, expected digit but got: " + described() + ".");
    }

    private String described() {
        return at(end) == END ? "<EOF>" : '"' + Character.toString(at(end)) + '"';
    }

    /** The place of a string is behind its first quote. */
    private Token string() {
        start++;
        var value = new StringBuilder();
        while (at(end) != END && at(end) != '\n' && at(end) != '\r') {
            int c = at(end);
            if (c < ' ' && c != '\t') {
                return invalid("Invalid character within String: \"" + escaped(c) + "\".");
            }
            if (c == '"') {
                Token token = token(Kind.STRING, value.toString());
                end++;
                return token;
            }
            if (c == '\\') {
                Token fault = escape(value);
                if (fault != null) {
                    return fault;
                }
            } else {
                value.appendCodePoint(c);
                end++;
            }
        }
        return invalid("Unterminated string.");
    }

    /** Null when the escape is one. */
    private @Nullable Token escape(StringBuilder value) {
        int c = at(end + 1);
        if (c == END) {
            end++;
            return invalid("Invalid character escape sequence.");
        }
        if (c == 'u') {
            boolean fits = end + 6 < text.length;
            String digits = fits ? slice(end + 2, end + 6) : "";
            if (!digits.matches("[0-9a-fA-F]{4}")) {
                String shown = slice(end + 1, fits ? end + 6 : text.length);
                end++;
                return invalid("Invalid character escape sequence: \\" + shown + ".");
            }
            value.append((char) Integer.parseInt(digits, 16));
            end += 6;
            return null;
        }
        int meant =
                "\"/\\".indexOf(c) >= 0 ? c : "\b\f\n\r\t".charAt(Math.max(0, "bfnrt".indexOf(c)));
        if ("\"/\\bfnrt".indexOf(c) < 0) {
            end++;
            return invalid("Invalid character escape sequence: \\" + Character.toString(c) + ".");
        }
        value.appendCodePoint(meant);
        end += 2;
        return null;
    }

    private Token blockString() {
        start += 3;
        end += 2;
        var value = new StringBuilder();
        while (at(end) != END) {
            int c = at(end);
            if (c == '"') {
                int quotes = 1;
                while (at(end + quotes) == '"') {
                    quotes++;
                }
                if (quotes >= 3) {
                    value.repeat("\"", quotes - 3);
                    Token token = token(Kind.BLOCK_STRING, BlockText.of(value.toString()));
                    end += quotes;
                    return token;
                }
            }
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                return invalid("Invalid character within String: \"" + escaped(c) + "\".");
            }
            blockCharacter(c, value);
        }
        return invalid("Unterminated string.");
    }

    private void blockCharacter(int c, StringBuilder value) {
        if (c == '\\' && at(end + 1) == '"' && at(end + 2) == '"' && at(end + 3) == '"') {
            value.append("\"\"\"");
            end += 4;
            return;
        }
        if (c == '\r' && at(end + 1) == '\n') {
            end++;
        }
        value.appendCodePoint(c == '\r' ? '\n' : c);
        end++;
        if (c == '\r' || c == '\n') {
            row++;
            lineStart = end;
        }
    }

    /** Behind CR LF columns count from the LF, as gqlparser counts them. */
    private void skipBlank() {
        while (end < text.length) {
            int c = text[end];
            if (c == '\n' || c == '\r') {
                end++;
                row++;
                lineStart = end;
                end += c == '\r' && at(end) == '\n' ? 1 : 0;
            } else if (c == ' ' || c == '\t' || c == ',' || c == 0xfeff) {
                end++;
            } else {
                return;
            }
        }
    }

    private Token token(Kind kind, String value) {
        return new Token(kind, value, new Place(row, start - lineStart + 1), null);
    }

    private Token invalid(String message) {
        var place = new Place(row, end - lineStart + 1);
        return new Token(Kind.INVALID, "", place, new GraphqlFault(message, place));
    }

    private int at(int index) {
        return index < text.length ? text[index] : END;
    }

    private String slice(int from, int to) {
        return new String(text, from, to - from);
    }

    private static String escaped(int c) {
        return String.format(Locale.ROOT, "\\u%04x", c);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(int c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}

package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Comment;
import dev.meshwarden.rego.source.Source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a text into tokens and comments, all at once. Inside a template string the braces are counted, so that the text behind a
 * hole is again a part of the string. Faults are kept on the token, since a token that is never reached is no error.
 */
final class Lexer {
    private static final int NONE = -1;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char NO_BREAK_SPACE = '\u00A0';

    private final String text;
    private final Lines lines;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private final Deque<Hole> holes = new ArrayDeque<>();
    private List<String> faults = new ArrayList<>();
    private boolean newline;
    private int next; // offset behind the current character
    private int current = NONE; // code point, NONE at the end

    /** What was cut, the end of the text as last token. */
    record Cut(List<Token> tokens, List<Comment> comments) {}

    /** A hole of a template string that is being read. */
    private static final class Hole {
        private final boolean raw;
        private int depth;

        Hole(boolean raw) {
            this.raw = raw;
        }
    }

    private Lexer(Source source, Lines lines) {
        this.text = source.text();
        this.lines = lines;
    }

    static Cut cut(Source source, Lines lines) {
        return new Lexer(source, lines).all();
    }

    private Cut all() {
        advance();
        if (current == BYTE_ORDER_MARK) {
            advance();
        }
        Kind kind;
        do {
            kind = token();
        } while (kind != Kind.EOF);
        return new Cut(tokens, comments);
    }

    private int start() {
        return current == NONE ? text.length() : next - Character.charCount(current);
    }

    private Kind token() {
        while (current == ' ' || current == '\t' || current == '\n' || current == '\r') {
            newline |= current == '\n';
            advance();
        }
        int start = start();
        if (isLetter(current)) {
            while (isLetter(current) || isDigit(current)) {
                advance();
            }
            return emit(Kind.IDENT, start);
        }
        if (isDecimal(current)) {
            number();
            return emit(Kind.NUMBER, start);
        }
        int first = current;
        advance();
        return switch (first) {
            case '#' -> comment(start);
            case '"' -> quoted(start);
            case '`' -> raw(start);
            case '$' -> template(start);
            case '{' -> {
                if (!holes.isEmpty()) {
                    holes.peek().depth++;
                }
                yield emit(Kind.LBRACE, start);
            }
            case '}' -> closingBrace(start);
            default -> emit(symbol(first), start);
        };
    }

    private Kind symbol(int first) {
        return switch (first) {
            case NONE -> Kind.EOF;
            case '[' -> Kind.LBRACK;
            case ']' -> Kind.RBRACK;
            case '(' -> Kind.LPAREN;
            case ')' -> Kind.RPAREN;
            case ',' -> Kind.COMMA;
            case ';' -> Kind.SEMICOLON;
            case '.' -> Kind.DOT;
            case '+' -> Kind.PLUS;
            case '-' -> Kind.MINUS;
            case '*' -> Kind.TIMES;
            case '/' -> Kind.DIVIDE;
            case '%' -> Kind.REMAINDER;
            case '&' -> Kind.AMPERSAND;
            case '|' -> Kind.BAR;
            case ':' -> withEquals(Kind.COLON, Kind.ASSIGN);
            case '=' -> withEquals(Kind.UNIFY, Kind.EQUAL);
            case '>' -> withEquals(Kind.GREATER, Kind.GREATER_OR_EQUAL);
            case '<' -> withEquals(Kind.LESS, Kind.LESS_OR_EQUAL);
            case '!' -> {
                Kind kind = withEquals(Kind.ILLEGAL, Kind.NOT_EQUAL);
                if (kind == Kind.ILLEGAL) {
                    faults.add("illegal ! character");
                }
                yield kind;
            }
            case NO_BREAK_SPACE -> {
                faults.add("illegal non-breaking space character, use a regular space instead");
                yield Kind.ILLEGAL;
            }
            default -> Kind.ILLEGAL;
        };
    }

    private Kind withEquals(Kind alone, Kind together) {
        if (current != '=') {
            return alone;
        }
        advance();
        return together;
    }

    private Kind comment(int start) {
        while (current != '\n' && current != NONE) {
            advance();
        }
        if (!faults.isEmpty()) {
            return emit(Kind.ILLEGAL, start);
        }
        int end = start();
        while (end > start + 1 && text.charAt(end - 1) == '\r') {
            end--;
        }
        comments.add(new Comment(text.substring(start + 1, end), lines.at(start, end)));
        return Kind.ILLEGAL; // no token; any kind but the end
    }

    private void number() {
        digits();
        if (current == '.') {
            advance();
            if (!digits()) {
                faults.add("expected fraction");
            }
        }
        if (current == 'e' || current == 'E') {
            advance();
            if (current == '+' || current == '-') {
                advance();
            }
            if (!digits()) {
                faults.add("expected exponent");
            }
        }
        if (isLetter(current)) {
            faults.add("illegal number format");
            while (isLetter(current) || isDigit(current)) {
                advance();
            }
        }
    }

    private boolean digits() {
        boolean any = false;
        while (isDecimal(current)) {
            advance();
            any = true;
        }
        return any;
    }

    private Kind quoted(int start) {
        while (true) {
            int ch = current;
            if (ch == '\n' || ch == NONE) {
                faults.add("non-terminated string");
                break;
            }
            advance();
            if (ch == '"') {
                break;
            }
            if (ch == '\\') {
                escape(false);
            }
        }
        return emit(Kind.STRING, start);
    }

    private Kind raw(int start) {
        while (current != '`' && current != NONE) {
            advance();
        }
        if (current == NONE) {
            faults.add("non-terminated string");
        }
        advance();
        return emit(Kind.STRING, start);
    }

    private Kind template(int start) {
        if (current == '"' || current == '`') {
            boolean rawText = current == '`';
            advance();
            return templatePart(start, rawText);
        }
        faults.add("illegal $ character");
        return emit(Kind.ILLEGAL, start);
    }

    /** The text of a template string up to its end or to the next hole. */
    private Kind templatePart(int start, boolean rawText) {
        while (true) {
            int ch = current;
            if (ch == NONE || (ch == '\n' && !rawText)) {
                faults.add("non-terminated string");
                return emit(rawText ? Kind.RAW_TEMPLATE_PART : Kind.TEMPLATE_PART, start);
            }
            advance();
            if (ch == (rawText ? '`' : '"')) {
                return emit(rawText ? Kind.RAW_TEMPLATE_END : Kind.TEMPLATE_END, start);
            }
            if (ch == '{') {
                holes.push(new Hole(rawText));
                return emit(rawText ? Kind.RAW_TEMPLATE_PART : Kind.TEMPLATE_PART, start);
            }
            if (ch == '\\' && !rawText) {
                escape(true);
            } else if (ch == '\\' && current == '{') {
                advance();
            }
        }
    }

    private Kind closingBrace(int start) {
        Hole hole = holes.peek();
        if (hole == null) {
            return emit(Kind.RBRACE, start);
        }
        if (hole.depth > 0) {
            hole.depth--;
            return emit(Kind.RBRACE, start);
        }
        holes.pop();
        emit(Kind.RBRACE, start);
        return templatePart(start(), hole.raw);
    }

    private void escape(boolean inTemplate) {
        switch (current) {
            case '\\', '"', '/', 'b', 'f', 'n', 'r', 't' -> advance();
            case 'u' -> {
                for (int i = 0; i < 4; i++) {
                    advance();
                }
            }
            case '{' -> {
                if (inTemplate) {
                    advance();
                } else {
                    faults.add("illegal escape sequence");
                }
            }
            default -> faults.add("illegal escape sequence");
        }
    }

    private Kind emit(Kind kind, int start) {
        Kind known = faults.isEmpty() ? kind : Kind.ILLEGAL;
        tokens.add(new Token(known, start, start(), newline, List.copyOf(faults)));
        if (known == Kind.ILLEGAL && kind == Kind.EOF) {
            tokens.add(new Token(Kind.EOF, start, start, newline, List.of()));
        }
        if (!faults.isEmpty()) {
            faults = new ArrayList<>();
        }
        newline = false;
        return kind;
    }

    private void advance() {
        if (next >= text.length()) {
            current = NONE;
            return;
        }
        int at = next;
        current = text.codePointAt(at);
        next += Character.charCount(current);
        if (current == 0) {
            faults.add("illegal null character");
        } else if (current == BYTE_ORDER_MARK && at > 0) {
            faults.add("illegal byte-order mark");
        } else if (current >= Character.MIN_SURROGATE && current <= Character.MAX_SURROGATE) {
            faults.add("illegal utf-8 character");
        }
    }

    private static boolean isLetter(int ch) {
        return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_';
    }

    private static boolean isDecimal(int ch) {
        return ch >= '0' && ch <= '9';
    }

    private static boolean isDigit(int ch) {
        return isDecimal(ch) || (ch > 127 && Character.isDigit(ch));
    }
}

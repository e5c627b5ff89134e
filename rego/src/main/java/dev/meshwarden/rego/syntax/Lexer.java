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
    private static final int NONE = Characters.NONE;
    private static final char NO_BREAK_SPACE = '\u00A0';

    private final String text;
    private final Lines lines;
    private final Characters in;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private final Deque<Hole> holes = new ArrayDeque<>();
    private boolean newline;

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
        this.in = new Characters(text);
    }

    static Cut cut(Source source, Lines lines) {
        return new Lexer(source, lines).all();
    }

    private Cut all() {
        Kind kind;
        do {
            kind = token();
        } while (kind != Kind.EOF);
        return new Cut(tokens, comments);
    }

    private Kind token() {
        while (in.current() == ' '
                || in.current() == '\t'
                || in.current() == '\n'
                || in.current() == '\r') {
            newline |= in.current() == '\n';
            in.advance();
        }
        int start = in.start();
        if (Characters.isLetter(in.current())) {
            while (Characters.isWord(in.current())) {
                in.advance();
            }
            return emit(Kind.IDENT, start);
        }
        if (Characters.isDecimal(in.current())) {
            number();
            return emit(Kind.NUMBER, start);
        }
        int first = in.current();
        in.advance();
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
                    in.fault("illegal ! character");
                }
                yield kind;
            }
            case NO_BREAK_SPACE -> {
                in.fault("illegal non-breaking space character, use a regular space instead");
                yield Kind.ILLEGAL;
            }
            default -> Kind.ILLEGAL;
        };
    }

    private Kind withEquals(Kind alone, Kind together) {
        if (in.current() != '=') {
            return alone;
        }
        in.advance();
        return together;
    }

    private Kind comment(int start) {
        while (in.current() != '\n' && in.current() != NONE) {
            in.advance();
        }
        if (!in.isSound()) {
            return emit(Kind.ILLEGAL, start);
        }
        int end = in.start();
        while (end > start + 1 && text.charAt(end - 1) == '\r') {
            end--;
        }
        comments.add(new Comment(text.substring(start + 1, end), lines.at(start, end)));
        return Kind.ILLEGAL; // no token; any kind but the end
    }

    private void number() {
        digits();
        if (in.current() == '.') {
            in.advance();
            if (!digits()) {
                in.fault("expected fraction");
            }
        }
        if (in.current() == 'e' || in.current() == 'E') {
            in.advance();
            if (in.current() == '+' || in.current() == '-') {
                in.advance();
            }
            if (!digits()) {
                in.fault("expected exponent");
            }
        }
        if (Characters.isLetter(in.current())) {
            in.fault("illegal number format");
            while (Characters.isWord(in.current())) {
                in.advance();
            }
        }
    }

    private boolean digits() {
        boolean any = false;
        while (Characters.isDecimal(in.current())) {
            in.advance();
            any = true;
        }
        return any;
    }

    private Kind quoted(int start) {
        while (true) {
            int ch = in.current();
            if (ch == '\n' || ch == NONE) {
                in.fault("non-terminated string");
                break;
            }
            in.advance();
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
        while (in.current() != '`' && in.current() != NONE) {
            in.advance();
        }
        if (in.current() == NONE) {
            in.fault("non-terminated string");
        }
        in.advance();
        return emit(Kind.STRING, start);
    }

    private Kind template(int start) {
        if (in.current() == '"' || in.current() == '`') {
            boolean rawText = in.current() == '`';
            in.advance();
            return templatePart(start, rawText);
        }
        in.fault("illegal $ character");
        return emit(Kind.ILLEGAL, start);
    }

    /** The text of a template string up to its end or to the next hole. */
    private Kind templatePart(int start, boolean rawText) {
        while (true) {
            int ch = in.current();
            if (ch == NONE || (ch == '\n' && !rawText)) {
                in.fault("non-terminated string");
                return emit(rawText ? Kind.RAW_TEMPLATE_PART : Kind.TEMPLATE_PART, start);
            }
            in.advance();
            if (ch == (rawText ? '`' : '"')) {
                return emit(rawText ? Kind.RAW_TEMPLATE_END : Kind.TEMPLATE_END, start);
            }
            if (ch == '{') {
                holes.push(new Hole(rawText));
                return emit(rawText ? Kind.RAW_TEMPLATE_PART : Kind.TEMPLATE_PART, start);
            }
            if (ch == '\\' && !rawText) {
                escape(true);
            } else if (ch == '\\' && in.current() == '{') {
                in.advance();
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
        return templatePart(in.start(), hole.raw);
    }

    private void escape(boolean inTemplate) {
        switch (in.current()) {
            case '\\', '"', '/', 'b', 'f', 'n', 'r', 't' -> in.advance();
            case 'u' -> {
                for (int i = 0; i < 4; i++) {
                    in.advance();
                }
            }
            case '{' -> {
                if (inTemplate) {
                    in.advance();
                } else {
                    in.fault("illegal escape sequence");
                }
            }
            default -> in.fault("illegal escape sequence");
        }
    }

    private Kind emit(Kind kind, int start) {
        List<String> faults = in.takeFaults();
        Kind known = faults.isEmpty() ? kind : Kind.ILLEGAL;
        tokens.add(new Token(known, start, in.start(), newline, faults));
        if (known == Kind.ILLEGAL && kind == Kind.EOF) {
            tokens.add(new Token(Kind.EOF, start, start, newline, List.of()));
        }
        newline = false;
        return kind;
    }
}

package dev.meshwarden.rego.builtin.template;

import dev.meshwarden.rego.builtin.BuiltinError;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a template into text and the tokens of its actions; a minus beside a delimiter takes the white space beyond. */
final class TemplateLexer {
    /** What a token is. */
    enum Kind {
        TEXT,
        LEFT,
        RIGHT,
        SPACE,
        NAME,
        FIELD,
        VARIABLE,
        DOT,
        NUMBER,
        STRING,
        RAW,
        LETTER,
        SIGN,
        END
    }

    record Token(Kind kind, String text, int at) {}

    private static final String TERMINATORS = " \t\r\n.,|:)(";
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<SPACE>[ \\t\\r\\n]++)|(?<STRING>\"(?:[^\"\\\\\\n]++|\\\\[^\\n])*+\")"
                        + "|(?<RAW>`[^`]*+`)|(?<LETTER>'(?:[^'\\\\\\n]++|\\\\[^\\n])*+')"
                        + "|(?<VARIABLE>\\$[\\p{L}\\p{Nd}_]*+)"
                        + "|(?<NUMBER>[+-]?(?:0[xX][0-9a-fA-F_.]++(?:[pP][+-]?[0-9]++)?"
                        + "|(?:[0-9][0-9_]*+[.]?[0-9_]*+|[.][0-9][0-9_]*+)(?:[eE][+-]?[0-9]++)?)"
                        + "[\\p{L}\\p{Nd}_]*+)|(?<FIELD>[.][\\p{L}\\p{Nd}_]++)|(?<DOT>[.])"
                        + "|(?<NAME>[\\p{L}\\p{Nd}_]++)|(?<SIGN>:=|[=|(),])");
    private static final Kind[] KINDS = {
        Kind.SPACE,
        Kind.STRING,
        Kind.RAW,
        Kind.LETTER,
        Kind.VARIABLE,
        Kind.NUMBER,
        Kind.FIELD,
        Kind.DOT,
        Kind.NAME,
        Kind.SIGN
    };

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private TemplateLexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        var lexer = new TemplateLexer(text);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (at < text.length()) {
            int open = text.indexOf("{{", at);
            int end = open < 0 ? text.length() : open;
            boolean trims = open >= 0 && trimsLeft(open + 2);
            String plain = text.substring(at, end);
            plain = trims ? plain.replaceFirst("[ \\t\\r\\n]++$", "") : plain;
            if (!plain.isEmpty()) {
                tokens.add(new Token(Kind.TEXT, plain, at));
            }
            at = end;
            if (open >= 0) {
                at = open + 2 + (trims ? 2 : 0);
                if (text.startsWith("/*", at)) {
                    comment();
                } else {
                    tokens.add(new Token(Kind.LEFT, "{{", open));
                    action();
                }
            }
        }
        tokens.add(new Token(Kind.END, "EOF", at));
    }

    private boolean trimsLeft(int from) {
        return text.startsWith("-", from)
                && from + 1 < text.length()
                && " \t\r\n".indexOf(text.charAt(from + 1)) >= 0;
    }

    private void comment() {
        int end = text.indexOf("*/", at);
        if (end < 0) {
            throw wrong(at, "unclosed comment");
        }
        at = end + 2;
        if (!close()) {
            throw wrong(at, "comment ends before closing delimiter");
        }
    }

    /** Steps over the closing delimiter, if it is next. */
    private boolean close() {
        boolean trims =
                at < text.length()
                        && " \t\r\n".indexOf(text.charAt(at)) >= 0
                        && text.startsWith("-}}", at + 1);
        if (!trims && !text.startsWith("}}", at)) {
            return false;
        }
        at += trims ? 4 : 2;
        while (trims && at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return true;
    }

    private void action() {
        Matcher m = TOKEN.matcher(text);
        int brackets = 0;
        while (true) {
            int begin = at;
            if (close()) {
                if (brackets > 0) {
                    throw wrong(begin, "unclosed left paren");
                }
                tokens.add(new Token(Kind.RIGHT, "}}", begin));
                return;
            }
            if (at == text.length()) {
                throw wrong(at, "unclosed action");
            }
            m.region(at, text.length());
            if (!m.lookingAt()) {
                throw wrong(at, unreadable(text.codePointAt(at)));
            }
            Kind kind = Kind.SIGN;
            for (Kind k : KINDS) {
                if (m.group(k.name()) != null) {
                    kind = k;
                    break;
                }
            }
            String token = m.group();
            at = m.end();
            brackets += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
            if (brackets < 0) {
                throw wrong(begin, "unexpected right paren");
            }
            if (kind == Kind.SPACE && text.startsWith("-}}", at)) {
                at--; // the last space belongs to the delimiter
                if (token.length() == 1) {
                    continue;
                }
            }
            boolean word = kind == Kind.NAME || kind == Kind.FIELD || kind == Kind.VARIABLE;
            if (word && !terminated()) {
                throw wrong(at, "bad character " + shown(text.codePointAt(at)));
            }
            tokens.add(new Token(kind, token, begin));
        }
    }

    private boolean terminated() {
        return at == text.length()
                || TERMINATORS.indexOf(text.charAt(at)) >= 0
                || text.startsWith("}}", at);
    }

    private static String unreadable(int c) {
        return switch (c) {
            case '"' -> "unterminated quoted string";
            case '`' -> "unterminated raw quoted string";
            case '\'' -> "unterminated character constant";
            case ':' -> "expected :=";
            default ->
                    c > ' ' && c < 0x7F
                            ? "unexpected \"" + Character.toString(c) + "\" in operand"
                            : "unrecognized character in action: " + shown(c);
        };
    }

    private static String shown(int c) {
        return "U+%04X '%s'".formatted(c, Character.toString(c));
    }

    private BuiltinError wrong(int place, String what) {
        return wrong(text, place, what);
    }

    /** An error of the parser: it names the line only. */
    static BuiltinError wrong(String text, int place, String what) {
        long line = 1 + text.substring(0, place).chars().filter(c -> c == '\n').count();
        return BuiltinError.failed("template: template:" + line + ": " + what);
    }
}

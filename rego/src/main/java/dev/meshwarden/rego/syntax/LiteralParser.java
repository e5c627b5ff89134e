package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Num;

import org.jspecify.annotations.Nullable;

/** Numbers and strings. */
final class LiteralParser {
    /** Largest binary exponent either way: beyond it arithmetic would take too long. */
    private static final double LARGEST_EXPONENT = 100_000;

    private final TokenCursor cursor;

    LiteralParser(Grammar grammar) {
        this.cursor = grammar.cursor;
    }

    /** A number, perhaps with a minus or a leading dot. */
    @Nullable Scalar number() {
        Location at = cursor.at();
        var text = new StringBuilder();
        if (cursor.is(Kind.MINUS)) {
            text.append('-');
            cursor.advance();
            if (!cursor.is(Kind.NUMBER) && !cursor.is(Kind.DOT)) {
                cursor.unexpected("expected number");
                return null;
            }
        }
        boolean dot = cursor.is(Kind.DOT);
        if (dot) {
            text.append('.');
            cursor.advance();
            if (!cursor.is(Kind.NUMBER)) {
                cursor.unexpected("expected number");
                return null;
            }
        }
        String digits = cursor.word();
        if (!dot && hasLeadingZero(digits)) {
            cursor.unexpected("expected number without leading zero");
            return null;
        }
        text.append(digits);
        if (isTooBig(text)) {
            cursor.fail(cursor.at(), "number too big");
            return null;
        }
        if (dot && digits.indexOf('.') >= 0) {
            cursor.unexpected("invalid float");
            return null;
        }
        cursor.advance();
        return new Scalar(number(text.toString()), cursor.since(at));
    }

    /** A zero is put before a leading dot, which JSON does not know. */
    private static Num number(String text) {
        boolean minus = text.startsWith("-");
        String digits = minus ? text.substring(1) : text;
        String whole = digits.startsWith(".") ? "0" + digits : digits;
        return Num.parse(minus ? "-" + whole : whole);
    }

    private static boolean hasLeadingZero(String digits) {
        if (digits.length() < 2 || digits.charAt(0) != '0') {
            return false;
        }
        char second = digits.charAt(1);
        return second != '.' && !(digits.length() > 2 && (second == 'e' || second == 'E'));
    }

    /** Estimates from digits and exponent, without reading the number: it may be far too large to be read. */
    private static boolean isTooBig(CharSequence text) {
        String number = text.toString();
        int mark = Math.max(number.indexOf('e'), number.indexOf('E'));
        String mantissa = mark < 0 ? number : number.substring(0, mark);
        double exponent = mark < 0 ? 0 : Double.parseDouble(number.substring(mark + 1));
        int point = mantissa.indexOf('.');
        String whole = point < 0 ? mantissa : mantissa.substring(0, point);
        int first = 0;
        while (first < whole.length()
                && (whole.charAt(first) == '0' || whole.charAt(first) == '-')) {
            first++;
        }
        double magnitude = whole.length() - first;
        if (magnitude == 0) {
            int zeros = 0;
            int at = point + 1;
            while (at < mantissa.length() && mantissa.charAt(at) == '0') {
                at++;
                zeros++;
            }
            if (point < 0 || at == mantissa.length()) {
                return false; // zero
            }
            magnitude = -zeros;
        }
        double binary = (magnitude + exponent) * (Math.log(10) / Math.log(2));
        return Math.abs(binary) > LARGEST_EXPONENT;
    }

    /** A string in quotes or backquotes. */
    @Nullable Scalar string() {
        Location at = cursor.at();
        String literal = cursor.word();
        String inner = literal.substring(1, literal.length() - 1);
        if (literal.charAt(0) == '"') {
            String plain = unescaped(inner);
            if (plain == null) {
                cursor.fail(at, "illegal string literal: " + literal);
                return null;
            }
            inner = plain;
        }
        cursor.advance();
        return Scalar.string(inner, at);
    }

    /**
     * With JSON's escapes resolved; null when one of them is broken. A lone surrogate becomes U+FFFD. Control characters are
     * refused only beside an escape, as in OPA.
     */
    static @Nullable String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            if (ch < ' ') {
                return null;
            }
            if (ch != '\\') {
                out.append(ch);
                continue;
            }
            if (++i == text.length()) {
                return null;
            }
            switch (text.charAt(i)) {
                case '"' -> out.append('"');
                case '\\' -> out.append('\\');
                case '/' -> out.append('/');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> {
                    int unit = hex(text, i + 1);
                    if (unit < 0) {
                        return null;
                    }
                    out.append((char) unit);
                    i += 4;
                }
                default -> {
                    return null;
                }
            }
        }
        return withoutLoneSurrogates(out);
    }

    private static int hex(String text, int from) {
        if (from + 4 > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 'f') {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private static String withoutLoneSurrogates(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            if (Character.isHighSurrogate(ch)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(ch)) {
                text.setCharAt(i, '\uFFFD');
            }
        }
        return text.toString();
    }
}

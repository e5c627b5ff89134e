package dev.meshwarden.rego.builtin.template;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.template.TemplateLexer.Token;
import dev.meshwarden.rego.value.GoQuote;
import dev.meshwarden.rego.value.Str;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's literals: a Long, a Double, or a Str. */
final class Literals {
    private static final Pattern ESCAPE =
            Pattern.compile(
                    "\\\\(?:([abfnrtv\\\\'\"])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})"
                        + "|([0-7]{3})|(.))");

    private Literals() {}

    static Object value(String text, Token token) {
        return switch (token.kind()) {
            case NUMBER -> number(text, token);
            case LETTER -> (long) unescaped(text, token).codePointAt(0);
            default -> Str.of(string(text, token));
        };
    }

    static String string(String text, Token token) {
        return token.text().startsWith("`")
                ? token.text().substring(1, token.text().length() - 1)
                : unescaped(text, token);
    }

    private static Object number(String text, Token token) {
        String digits = token.text().replace("_", "");
        String bare = digits.replaceFirst("^[+-]", "");
        try {
            boolean hex = bare.matches("0[xX].*");
            if (bare.matches(hex ? ".*[.pP].*" : ".*[.eE].*")) {
                double value = Double.parseDouble(digits);
                if (Double.isInfinite(value)) {
                    throw new NumberFormatException("out of range");
                }
                return value;
            }
            String sign = digits.startsWith("-") ? "-" : "";
            int radix =
                    hex
                            ? 16
                            : bare.matches("0[bB].*")
                                    ? 2
                                    : bare.matches("0[oO].*") || bare.matches("0[0-9]+") ? 8 : 10;
            String body = bare.replaceFirst("^0[xXbBoO]", "");
            return Long.parseLong(sign + body, radix);
        } catch (NumberFormatException _) {
            throw TemplateLexer.wrong(
                    text,
                    token.at(),
                    "illegal number syntax: " + GoQuote.string(token.text(), false));
        }
    }

    private static String unescaped(String text, Token token) {
        Matcher m = ESCAPE.matcher(token.text().substring(1, token.text().length() - 1));
        var out = new StringBuilder();
        while (m.find()) {
            String plain;
            if (m.group(1) != null) {
                plain =
                        Character.toString(
                                "\u0007\b\f\n\r\t\u000b\\'\""
                                        .charAt("abfnrtv\\'\"".indexOf(m.group(1))));
            } else if (m.group(6) != null) {
                throw invalid(text, token);
            } else {
                String code =
                        m.group(2) != null
                                ? m.group(2)
                                : m.group(3) != null ? m.group(3) : m.group(4);
                int c = code == null ? Integer.parseInt(m.group(5), 8) : Integer.parseInt(code, 16);
                if (!Character.isValidCodePoint(c)) {
                    throw invalid(text, token);
                }
                plain = Character.toString(c);
            }
            m.appendReplacement(out, Matcher.quoteReplacement(plain));
        }
        m.appendTail(out);
        if (out.isEmpty() && token.text().startsWith("'")) {
            throw invalid(text, token);
        }
        return out.toString();
    }

    private static BuiltinError invalid(String text, Token token) {
        return TemplateLexer.wrong(text, token.at(), "invalid syntax");
    }
}

package dev.meshwarden.rego.builtin.units;

import dev.meshwarden.rego.builtin.BuiltinError;

import java.math.BigDecimal;

/** A number and what stands behind it, as texts. */
record Amount(String number, String unit) {
    private static final int MOST_EXPONENT_DIGITS = 6;

    /** {@code prefix} begins every error; {@code missing} is the one for no number. */
    static Amount of(String text, String prefix, String missing) {
        if (text.indexOf(' ') >= 0) {
            throw BuiltinError.failed(prefix + "spaces not allowed in resource strings");
        }
        int end = numberEnd(text, prefix);
        if (end == 0) {
            throw BuiltinError.failed(prefix + missing);
        }
        return new Amount(text.substring(0, end), text.substring(end));
    }

    private static int numberEnd(String text, String prefix) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == 'e' || c == 'E') {
                boolean sign = isAt(text, i + 1, "+-");
                if (!sign && !isDigit(text, i + 1)) {
                    return i;
                }
                int first = i + (sign ? 2 : 1);
                int last = first;
                while (isDigit(text, last)) {
                    last++;
                }
                if (last - first > MOST_EXPONENT_DIGITS) {
                    throw BuiltinError.failed(prefix + "exponent too large");
                }
                i = first;
            } else if (isDigit(text, i) || c == '.' || c == '+' || c == '-') {
                i++;
            } else {
                return i;
            }
        }
        return i;
    }

    private static boolean isDigit(String text, int at) {
        return isAt(text, at, "0123456789");
    }

    private static boolean isAt(String text, int at, String any) {
        return at < text.length() && any.indexOf(text.charAt(at)) >= 0;
    }

    /** Refused with the message when it is no number. */
    BigDecimal value(String refusal) {
        try {
            return new BigDecimal(number);
        } catch (NumberFormatException _) {
            throw BuiltinError.failed(refusal);
        }
    }
}

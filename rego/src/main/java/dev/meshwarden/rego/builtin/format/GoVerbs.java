package dev.meshwarden.rego.builtin.format;

import dev.meshwarden.rego.value.GoQuote;
import dev.meshwarden.rego.value.Str;

import java.math.BigInteger;
import java.util.Locale;

/** One argument under one verb. */
final class GoVerbs {
    private GoVerbs() {}

    static String format(Argument argument, int verb, Flags flags) {
        if (verb == 'T') {
            return flags.pad(truncated(argument.type(), flags), true);
        }
        return switch (argument) {
            case Argument.Whole(long value, _) -> whole(argument, value, verb, flags);
            case Argument.Big(BigInteger value) -> big(value, verb, flags);
            case Argument.Real(double value) -> real(argument, value, verb, flags);
            case Argument.Text(Str value, _) -> text(argument, value, verb, flags);
            case Argument.Truth(boolean value) ->
                    verb == 'v' || verb == 't'
                            ? flags.pad(Boolean.toString(value), true)
                            : wrong(argument, verb, flags);
        };
    }

    private static String wrong(Argument argument, int verb, Flags flags) {
        return "%!"
                + Character.toString(verb)
                + "("
                + argument.type()
                + "="
                + format(argument, 'v', flags)
                + ")";
    }

    private static String whole(Argument argument, long value, int verb, Flags flags) {
        BigInteger number = BigInteger.valueOf(value);
        return switch (verb) {
            case 'v', 'd' -> integer(number, 10, verb, flags);
            case 'b' -> integer(number, 2, verb, flags);
            case 'o', 'O' -> integer(number, 8, verb, flags);
            case 'x' -> integer(number, 16, verb, flags);
            case 'X' -> integer(number, 16, verb, flags);
            case 'c' -> flags.pad(letter(value), true);
            case 'q' -> flags.pad(GoQuote.letter(letter(value), flags.plus()), true);
            case 'U' -> unicode(value, flags);
            default -> wrong(argument, verb, flags);
        };
    }

    private static String letter(long value) {
        boolean one = value >= 0 && value <= Character.MAX_CODE_POINT;
        boolean half = one && value >= 0xD800 && value <= 0xDFFF;
        return one && !half ? Character.toString((int) value) : "\uFFFD";
    }

    private static String integer(BigInteger value, int radix, int verb, Flags flags) {
        if (flags.precision() == 0 && value.signum() == 0) {
            return flags.pad("", false);
        }
        String digits = digits(value, radix, verb);
        String sign = sign(value, flags);
        int least = 0;
        if (flags.hasPrecision()) {
            least = flags.precision();
        } else if (flags.zero() && !flags.minus() && flags.width() >= 0) {
            least = flags.width() - sign.length();
        }
        digits = "0".repeat(Math.max(0, least - digits.length())) + digits;
        String prefix =
                switch (verb) {
                    case 'O' -> "0o";
                    case 'b' -> flags.sharp() ? "0b" : "";
                    case 'o' -> flags.sharp() && !digits.startsWith("0") ? "0" : "";
                    case 'x' -> flags.sharp() ? "0x" : "";
                    case 'X' -> flags.sharp() ? "0X" : "";
                    default -> "";
                };
        return flags.pad(sign + prefix + digits, false);
    }

    private static String digits(BigInteger value, int radix, int verb) {
        String digits = value.abs().toString(radix);
        return verb == 'X' ? digits.toUpperCase(Locale.ROOT) : digits;
    }

    private static String sign(BigInteger value, Flags flags) {
        return value.signum() < 0 ? "-" : flags.plus() ? "+" : flags.space() ? " " : "";
    }

    private static String big(BigInteger value, int verb, Flags flags) {
        int radix =
                switch (verb) {
                    case 'b' -> 2;
                    case 'o', 'O' -> 8;
                    case 'd', 's', 'v' -> 10;
                    case 'x', 'X' -> 16;
                    default -> 0;
                };
        if (radix == 0) {
            return "%!" + Character.toString(verb) + "(big.Int=" + value + ")";
        }
        String sign = sign(value, flags);
        String prefix =
                switch (verb) {
                    case 'O' -> "0o";
                    case 'b' -> flags.sharp() ? "0b" : "";
                    case 'o' -> flags.sharp() ? "0" : "";
                    case 'x' -> flags.sharp() ? "0x" : "";
                    case 'X' -> flags.sharp() ? "0X" : "";
                    default -> "";
                };
        String digits = digits(value, radix, verb);
        if (flags.hasPrecision()) {
            digits = "0".repeat(Math.max(0, flags.precision() - digits.length())) + digits;
        }
        int missing = flags.width() - sign.length() - prefix.length() - digits.length();
        if (missing > 0 && flags.zero() && !flags.minus() && !flags.hasPrecision()) {
            return sign + prefix + "0".repeat(missing) + digits;
        }
        return flags.pad(sign + prefix + digits, false);
    }

    private static String real(Argument argument, double value, int verb, Flags flags) {
        return switch (verb) {
            case 'v' -> GoFloat.format(value, 'g', -1, flags);
            case 'b', 'g', 'G', 'x', 'X' -> GoFloat.format(value, (char) verb, -1, flags);
            case 'f', 'F' -> GoFloat.format(value, 'f', 6, flags);
            case 'e', 'E' -> GoFloat.format(value, (char) verb, 6, flags);
            default -> wrong(argument, verb, flags);
        };
    }

    private static String text(Argument argument, Str value, int verb, Flags flags) {
        return switch (verb) {
            case 'v' ->
                    flags.goSyntax()
                            ? quoted(value.text(), flags)
                            : flags.pad(truncated(value.text(), flags), true);
            case 's' -> flags.pad(truncated(value.text(), flags), true);
            case 'x', 'X' -> hex(value.bytes(), verb, flags);
            case 'q' -> quoted(value.text(), flags);
            default -> wrong(argument, verb, flags);
        };
    }

    private static String quoted(String text, Flags flags) {
        String shown = truncated(text, flags);
        boolean raw = flags.sharp() && GoQuote.canBackquote(shown);
        return flags.pad(raw ? "`" + shown + "`" : GoQuote.string(shown, flags.plus()), true);
    }

    private static String truncated(String text, Flags flags) {
        return flags.hasPrecision() && text.codePointCount(0, text.length()) > flags.precision()
                ? text.substring(0, text.offsetByCodePoints(0, flags.precision()))
                : text;
    }

    private static String hex(byte[] bytes, int verb, Flags flags) {
        int shown = flags.hasPrecision() ? Math.min(flags.precision(), bytes.length) : bytes.length;
        String prefix = flags.sharp() ? "0" + (char) verb : "";
        String each = verb == 'x' ? "%02x" : "%02X";
        var out = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            boolean apart = flags.space() && i > 0;
            out.append(apart ? " " : "").append(apart || i == 0 ? prefix : "");
            out.append(each.formatted(bytes[i] & 0xFF));
        }
        return flags.pad(out.toString(), true);
    }

    private static String unicode(long value, Flags flags) {
        String digits = Long.toHexString(value).toUpperCase(Locale.ROOT);
        int least = Math.max(4, flags.precision());
        String text = "U+" + "0".repeat(Math.max(0, least - digits.length())) + digits;
        boolean one = value >= 0 && value <= Character.MAX_CODE_POINT;
        if (flags.sharp() && one && GoQuote.isPrintable((int) value)) {
            text += " '" + Character.toString((int) value) + "'";
        }
        return flags.pad(text, false);
    }
}

package dev.meshwarden.rego.builtin.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;

/** Go's text of a {@code float64}: fewest digits that read back, or a fixed number, rounded half to even of the exact value. */
final class GoFloat {
    /** Where {@code %g} with fewest digits goes over to an exponent. */
    private static final int EXPONENT_FROM = 6;

    private GoFloat() {}

    static String format(double value, char verb, int usualPrecision, Flags flags) {
        int precision = flags.hasPrecision() ? flags.precision() : usualPrecision;
        String number = unsigned(Math.abs(value), verb, precision);
        if (flags.sharp() && verb != 'b') {
            number = withPoint(number, verb, precision);
        }
        boolean negative = 1 / value < 0 || value < 0;
        String sign = negative ? "-" : flags.plus() ? "+" : flags.space() ? " " : "";
        int missing = flags.width() - sign.length() - number.length();
        if (!sign.isEmpty() && flags.zero() && !flags.minus() && missing > 0) {
            return sign + "0".repeat(missing) + number;
        }
        return flags.pad(sign + number, true);
    }

    private static String unsigned(double value, char verb, int precision) {
        return switch (verb) {
            case 'b' -> bits(value);
            case 'x' -> hex(value, precision);
            case 'X' -> hex(value, precision).toUpperCase(Locale.ROOT);
            case 'f' -> exact(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
            case 'e', 'E' -> exponent(rounded(value, precision + 1), precision + 1, verb);
            default -> general(value, precision, verb == 'g' ? 'e' : 'E');
        };
    }

    private static BigDecimal exact(double value) {
        return new BigDecimal(value);
    }

    /** To so many significant digits; zero has as many zeros. */
    private static BigDecimal rounded(double value, int digits) {
        BigDecimal v = exact(value);
        if (v.signum() == 0) {
            return BigDecimal.ZERO;
        }
        return v.round(new java.math.MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static String general(double value, int precision, char letter) {
        boolean fewest = precision < 0;
        BigDecimal v =
                fewest
                        ? new BigDecimal(Double.toString(value))
                        : rounded(value, Math.max(1, precision));
        v = v.signum() == 0 ? BigDecimal.ZERO : v.stripTrailingZeros();
        int digits = v.precision();
        int exponent = v.signum() == 0 ? 0 : digits - v.scale() - 1;
        int most = fewest ? EXPONENT_FROM : Math.max(1, precision);
        if (!fewest && most > digits && digits >= exponent + 1) {
            most = digits;
        }
        if (exponent < -4 || exponent >= most) {
            return exponent(v, digits, letter);
        }
        return v.toPlainString();
    }

    /** d.ddde±dd with so many digits. */
    private static String exponent(BigDecimal value, int digits, char letter) {
        String all = value.unscaledValue().toString();
        int exponent = value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
        all += "0".repeat(Math.max(0, digits - all.length()));
        all = all.substring(0, digits);
        return all.charAt(0)
                + (digits > 1 ? "." + all.substring(1) : "")
                + letter
                + (exponent < 0 ? '-' : '+')
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    private static String bits(double value) {
        long raw = Double.doubleToLongBits(value);
        long mantissa = raw & ((1L << 52) - 1);
        int exponent = (int) (raw >>> 52);
        if (exponent == 0) {
            exponent = 1;
        } else {
            mantissa |= 1L << 52;
        }
        int two = exponent - 1075;
        return mantissa + "p" + (two < 0 ? "" : "+") + two;
    }

    private static String hex(double value, int precision) {
        if (value == 0) {
            return "0x0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "p+00";
        }
        int two = Math.getExponent(value);
        long mantissa = Double.doubleToLongBits(value) & ((1L << 52) - 1);
        if (two < Double.MIN_EXPONENT) {
            int shift = 53 - (64 - Long.numberOfLeadingZeros(mantissa));
            mantissa <<= shift;
            two = Double.MIN_EXPONENT - shift;
        } else {
            mantissa |= 1L << 52;
        }
        int kept = 13;
        BigInteger bits = BigInteger.valueOf(mantissa);
        if (precision >= 0 && precision < kept) {
            int dropped = 4 * (kept - precision);
            bits =
                    new BigDecimal(bits)
                            .divide(
                                    new BigDecimal(BigInteger.ONE.shiftLeft(dropped)),
                                    0,
                                    RoundingMode.HALF_EVEN)
                            .toBigInteger();
            kept = precision;
            if (bits.bitLength() > 4 * kept + 1) {
                bits = bits.shiftRight(1);
                two++;
            }
        }
        String digits = bits.toString(16).substring(1);
        if (precision < 0) {
            digits = digits.replaceAll("0+$", "");
        } else {
            digits += "0".repeat(precision - kept);
        }
        return "0x1"
                + (digits.isEmpty() ? "" : "." + digits)
                + "p"
                + (two < 0 ? "-" : "+")
                + (Math.abs(two) < 10 ? "0" : "")
                + Math.abs(two);
    }

    /** The sharp flag: a point in any case, and the trailing zeros that {@code g} drops. */
    private static String withPoint(String number, char verb, int precision) {
        int tailAt = -1;
        for (int i = 0; i < number.length() && tailAt < 0; i++) {
            char c = number.charAt(i);
            boolean hex = verb == 'x' || verb == 'X';
            if (c == 'p' || c == 'P' || (!hex && (c == 'e' || c == 'E'))) {
                tailAt = i;
            }
        }
        String head = tailAt < 0 ? number : number.substring(0, tailAt);
        String tail = tailAt < 0 ? "" : number.substring(tailAt);
        int digits = verb == 'g' || verb == 'G' || verb == 'x' ? precision < 0 ? 6 : precision : 0;
        boolean seen = false;
        for (char c : head.toCharArray()) {
            seen |= c != '0' && c != '.';
            digits -= seen && c != '.' ? 1 : 0;
        }
        if (head.indexOf('.') < 0) {
            digits -= head.equals("0") ? 1 : 0;
            head += ".";
        }
        return head + "0".repeat(Math.max(0, digits)) + tail;
    }
}

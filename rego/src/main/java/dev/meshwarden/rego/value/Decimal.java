package dev.meshwarden.rego.value;

import java.math.BigInteger;

/**
 * The exact value of a decimal text: 0.<i>digits</i> times ten to the <i>point</i>. Comparing and hashing need no arithmetic, so the
 * longest literal costs no more than its length.
 *
 * @param digits significant digits, no zero first or last; empty for zero
 */
record Decimal(boolean negative, String digits, int point) {
    private static final Decimal ZERO = new Decimal(false, "", 0);
    private static final int FARTHEST = 1_000_000_000;

    /** Go's {@code 'g'} writes an exponent from 1e+06 on where it looks for the fewest digits. */
    static final int GO_EXPONENT_FROM = 6;

    /** From {@code -?d+(.d+)?([eE][+-]?d+)?}; throws {@link NumberFormatException} for anything else. */
    static Decimal parse(String text) {
        int n = text.length();
        int i = n > 0 && text.charAt(0) == '-' ? 1 : 0;
        int whole = i;
        i = digitsEnd(text, i);
        int wholeEnd = i;
        int fraction = i;
        if (i < n && text.charAt(i) == '.') {
            fraction = i + 1;
            i = digitsEnd(text, fraction);
            if (i == fraction) {
                throw new NumberFormatException("no digit after the point");
            }
        }
        int fractionEnd = i;
        long exponent = 0;
        if (i < n && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            i++;
            boolean down = i < n && text.charAt(i) == '-';
            if (down || (i < n && text.charAt(i) == '+')) {
                i++;
            }
            int first = i;
            for (; i < n && isDigit(text.charAt(i)); i++) {
                exponent = Math.min(FARTHEST, exponent * 10 + (text.charAt(i) - '0'));
            }
            if (i == first) {
                throw new NumberFormatException("no digit in the exponent");
            }
            exponent = down ? -exponent : exponent;
        }
        if (i != n || wholeEnd == whole) {
            throw new NumberFormatException("not a number");
        }
        String all = text.substring(whole, wholeEnd) + text.substring(fraction, fractionEnd);
        return of(text.charAt(0) == '-', all, exponent + wholeEnd - whole);
    }

    /** The exact value of a whole number's digits. */
    static Decimal of(BigInteger value) {
        String digits = value.abs().toString();
        return of(value.signum() < 0, digits, digits.length());
    }

    private static Decimal of(boolean negative, String digits, long point) {
        int from = 0;
        int to = digits.length();
        while (from < to && digits.charAt(from) == '0') {
            from++;
        }
        while (to > from && digits.charAt(to - 1) == '0') {
            to--;
        }
        if (from == to) {
            return ZERO;
        }
        long at = Math.clamp(point - from, -FARTHEST, FARTHEST);
        return new Decimal(negative, digits.substring(from, to), (int) at);
    }

    private static int digitsEnd(String text, int from) {
        int i = from;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    boolean isWhole() {
        return digits.length() <= point;
    }

    /** Whether the binary exponent is one that arithmetic takes, within 100,000 either way. */
    boolean isInRange() {
        if (digits.isEmpty()) {
            return true;
        }
        double leading =
                Double.parseDouble("0." + digits.substring(0, Math.min(17, digits.length())));
        double log2 = (point + Math.log10(leading)) / Math.log10(2);
        return log2 < 100_000 && log2 >= -100_001;
    }

    /** Only for whole values. */
    BigInteger toBigInteger() {
        if (digits.isEmpty()) {
            return BigInteger.ZERO;
        }
        BigInteger value = significand();
        if (point > digits.length()) {
            value = value.multiply(BigInteger.TEN.pow(point - digits.length()));
        }
        return negative ? value.negate() : value;
    }

    /** The digits as a whole number, without sign. */
    BigInteger significand() {
        return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
    }

    int compareTo(Decimal other) {
        int sign = signum();
        if (sign != other.signum()) {
            return Integer.compare(sign, other.signum());
        }
        int magnitude =
                point != other.point
                        ? Integer.compare(point, other.point)
                        : Integer.signum(digits.compareTo(other.digits));
        return sign < 0 ? -magnitude : magnitude;
    }

    int signum() {
        return digits.isEmpty() ? 0 : negative ? -1 : 1;
    }

    /** As Go prints floats: plain, or with an exponent below 1e-04 and from ten to {@code largest} on. */
    static String shortest(boolean negative, String digits, int point, int largest) {
        var out = new StringBuilder();
        if (negative) {
            out.append('-');
        }
        int exponent = point - 1;
        if (digits.isEmpty()) {
            out.append('0');
        } else if (exponent < -4 || exponent >= largest) {
            out.append(digits.charAt(0));
            if (digits.length() > 1) {
                out.append('.').append(digits, 1, digits.length());
            }
            out.append('e').append(exponent < 0 ? '-' : '+');
            int size = Math.abs(exponent);
            out.append(size < 10 ? "0" : "").append(size);
        } else if (point <= 0) {
            out.append("0.").append("0".repeat(-point)).append(digits);
        } else if (point >= digits.length()) {
            out.append(digits).append("0".repeat(point - digits.length()));
        } else {
            out.append(digits, 0, point).append('.').append(digits, point, digits.length());
        }
        return out.toString();
    }
}

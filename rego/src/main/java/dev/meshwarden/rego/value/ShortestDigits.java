package dev.meshwarden.rego.value;

/**
 * The fewest decimal digits that lie between a float's two neighbouring half-way points, and of those the nearest: Go's choice,
 * digit by digit from the left.
 */
final class ShortestDigits {
    private ShortestDigits() {}

    /** {@code inclusive}: the half-way points themselves read back as the value. */
    static Decimal of(Decimal value, Decimal lower, Decimal upper, boolean inclusive) {
        String digits = value.digits();
        for (int i = 0; i < digits.length(); i++) {
            char m = digits.charAt(i);
            char l = digit(lower, i);
            char u = digit(upper, i);
            boolean down = l != m || (inclusive && i + 1 == lower.digits().length());
            boolean up = m != u && (inclusive || m + 1 < u || i + 1 < upper.digits().length());
            if (down && up) {
                return roundsUp(digits, i + 1) ? up(value, i + 1) : down(value, i + 1);
            } else if (down) {
                return down(value, i + 1);
            } else if (up) {
                return up(value, i + 1);
            }
        }
        return value;
    }

    private static char digit(Decimal d, int i) {
        return i < d.digits().length() ? d.digits().charAt(i) : '0';
    }

    private static boolean roundsUp(String digits, int kept) {
        if (kept >= digits.length()) {
            return false;
        }
        if (digits.charAt(kept) == '5' && kept + 1 == digits.length()) {
            return (digits.charAt(kept - 1) - '0') % 2 != 0; // exactly half: to even
        }
        return digits.charAt(kept) >= '5';
    }

    private static Decimal down(Decimal value, int kept) {
        int end = Math.min(kept, value.digits().length());
        while (end > 0 && value.digits().charAt(end - 1) == '0') {
            end--;
        }
        return new Decimal(value.negative(), value.digits().substring(0, end), value.point());
    }

    private static Decimal up(Decimal value, int kept) {
        if (kept >= value.digits().length()) {
            return value;
        }
        int end = kept;
        while (end > 0 && value.digits().charAt(end - 1) == '9') {
            end--;
        }
        if (end == 0) {
            return new Decimal(value.negative(), "1", value.point() + 1);
        }
        String digits =
                value.digits().substring(0, end - 1) + (char) (value.digits().charAt(end - 1) + 1);
        return new Decimal(value.negative(), digits, value.point());
    }
}

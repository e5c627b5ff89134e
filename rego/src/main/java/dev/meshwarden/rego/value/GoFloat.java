package dev.meshwarden.rego.value;

import java.math.BigDecimal;

/** Binary floating point as Go prints it: the fewest digits that read back as the same number. */
public final class GoFloat {
    private GoFloat() {}

    /** As Go's JSON encoder: plain digits from 1e-6 to 1e21, an exponent elsewhere. */
    static String json(double value) {
        if (value == 0) {
            return zero(value);
        }
        double size = Math.abs(value);
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return size >= 1e-6 && size < 1e21 ? shortest.toPlainString() : scientific(shortest, 1);
    }

    /** As Go's {@code %g} of a float64. */
    public static String general(double value) {
        return value == 0 ? zero(value) : general(new BigDecimal(Double.toString(value)));
    }

    /** As go-yaml writes keys: Go's {@code %g} of a float32, {@code .inf} for what is too large for one. */
    static String yamlKey(double value) {
        float narrow = (float) value;
        if (Float.isInfinite(narrow)) {
            return narrow < 0 ? "-.inf" : ".inf";
        }
        return narrow == 0 ? zero(narrow) : general(new BigDecimal(Float.toString(narrow)));
    }

    private static String zero(double value) {
        return 1 / value < 0 ? "-0" : "0";
    }

    /** Go turns to an exponent below -4 and, with the fewest digits, from 6 on. */
    private static String general(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        return exponent < -4 || exponent >= 6 ? scientific(shortest, 2) : shortest.toPlainString();
    }

    private static String scientific(BigDecimal shortest, int exponentDigits) {
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = shortest.precision() - shortest.scale() - 1;
        var out = new StringBuilder(shortest.signum() < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        String power = Integer.toString(Math.abs(exponent));
        return out.append(exponent < 0 ? "e-" : "e+")
                .append(power.length() < exponentDigits ? "0" : "")
                .append(power)
                .toString();
    }
}

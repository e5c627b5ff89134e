package dev.meshwarden.rego.value;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;

/**
 * A number that is not a long: its text, or what the text follows from, and the other forms as they are asked for. Every form that
 * is worked out is immutable, so racing threads only do the work twice.
 */
final class Wide {
    private @Nullable String text;
    private @Nullable BigInteger whole;
    private @Nullable BinaryFloat binary;
    private @Nullable Decimal decimal;

    Wide(String text, Decimal decimal) {
        this.text = text;
        this.decimal = decimal;
    }

    Wide(BigInteger whole) {
        this.whole = whole;
    }

    Wide(BinaryFloat binary) {
        this.binary = binary;
    }

    String text() {
        String t = text;
        if (t == null) {
            BigInteger w = whole;
            BinaryFloat b = binary;
            if (w != null) {
                t = w.toString();
            } else if (b != null) {
                t = b.text();
            } else {
                throw new IllegalStateException("bug: a number without a value");
            }
            text = t;
        }
        return t;
    }

    Decimal decimal() {
        Decimal d = decimal;
        if (d == null) {
            d = Decimal.parse(text());
            decimal = d;
        }
        return d;
    }

    boolean isWhole() {
        BinaryFloat b = binary;
        return whole != null || ((b != null && text == null) ? b.isWhole() : decimal().isWhole());
    }

    /** Only for whole values. */
    BigInteger toBigInteger() {
        BigInteger w = whole;
        if (w == null) {
            w = decimal().toBigInteger();
            whole = w;
        }
        return w;
    }

    BinaryFloat binary() {
        BinaryFloat b = binary;
        if (b == null) {
            BigInteger w = whole;
            b = w != null ? BinaryFloat.of(w) : BinaryFloat.of(decimal());
            binary = b;
        }
        return b;
    }

    /** Decimal digits before the point, about. */
    long digits() {
        BigInteger w = whole;
        if (w != null) {
            return (long) (w.bitLength() * 0.30103) + 1;
        }
        BinaryFloat b = binary;
        return Math.max(20, b != null ? (long) (b.binaryExponent() * 0.30103) : decimal().point());
    }

    int signum() {
        BigInteger w = whole;
        BinaryFloat b = binary;
        return w != null
                ? w.signum()
                : b != null ? b.isZero() ? 0 : b.negative() ? -1 : 1 : decimal().signum();
    }
}

package dev.meshwarden.rego.value;

import java.math.BigInteger;

/**
 * Binary floating point with a 64-bit mantissa, rounded half to even: what OPA computes with where a number is not whole (Go's
 * {@code big.Float} at its usual precision). No infinities: exponents are bounded by the callers.
 *
 * @param mantissa unsigned, highest bit set; 0 for zero
 * @param exponent the value is mantissa times two to this
 */
record BinaryFloat(boolean negative, long mantissa, int exponent) {
    private static final int BITS = 64;

    /** Farther apart than this the smaller operand of a sum only decides the rounding. */
    private static final int APART = 2 * BITS + 2;

    static BinaryFloat zero(boolean negative) {
        return new BinaryFloat(negative, 0, 0);
    }

    static BinaryFloat of(long value) {
        return round(value < 0, BigInteger.valueOf(value).abs(), 0, false);
    }

    static BinaryFloat of(BigInteger value) {
        return round(value.signum() < 0, value.abs(), 0, false);
    }

    static BinaryFloat of(Decimal value) {
        int ten = value.point() - value.digits().length();
        BigInteger digits = value.significand();
        if (ten >= 0) {
            return round(value.negative(), digits.multiply(BigInteger.TEN.pow(ten)), 0, false);
        }
        return divide(value.negative(), digits, BigInteger.TEN.pow(-ten), 0);
    }

    BinaryFloat plus(BinaryFloat other) {
        if (isZero() || other.isZero()) {
            return !isZero() ? this : !other.isZero() ? other : zero(negative && other.negative);
        }
        if (exponent < other.exponent) {
            return other.plus(this);
        }
        BigInteger mine = signed();
        BigInteger theirs = other.signed();
        int apart = exponent - other.exponent;
        if (apart > APART) {
            BigInteger nudged = mine.shiftLeft(BITS + 2);
            if (negative != other.negative) {
                nudged = nudged.subtract(BigInteger.valueOf(nudged.signum()));
            }
            return round(negative, nudged.abs(), exponent - BITS - 2, true);
        }
        BigInteger sum = mine.shiftLeft(apart).add(theirs);
        return round(sum.signum() < 0, sum.abs(), other.exponent, false);
    }

    BinaryFloat negated() {
        return new BinaryFloat(!negative, mantissa, exponent);
    }

    BinaryFloat abs() {
        return new BinaryFloat(false, mantissa, exponent);
    }

    BinaryFloat times(BinaryFloat other) {
        return times(other, BITS);
    }

    /** Rounded to so many bits, at most 64. */
    BinaryFloat times(BinaryFloat other, int bits) {
        boolean sign = negative != other.negative;
        if (isZero() || other.isZero()) {
            return zero(sign);
        }
        BigInteger product = magnitude().multiply(other.magnitude());
        return round(sign, product, exponent + other.exponent, false, bits);
    }

    /** The divisor is not zero. */
    BinaryFloat dividedBy(BinaryFloat other) {
        boolean sign = negative != other.negative;
        if (isZero()) {
            return zero(sign);
        }
        return divide(sign, magnitude(), other.magnitude(), exponent - other.exponent);
    }

    private static BinaryFloat divide(
            boolean negative, BigInteger above, BigInteger below, int exponent) {
        if (above.signum() == 0) {
            return zero(negative);
        }
        int shift = Math.max(0, BITS + 2 - (above.bitLength() - below.bitLength()));
        BigInteger[] parts = above.shiftLeft(shift).divideAndRemainder(below);
        return round(negative, parts[0], exponent - shift, parts[1].signum() != 0);
    }

    private static BinaryFloat round(
            boolean negative, BigInteger magnitude, int exponent, boolean more) {
        return round(negative, magnitude, exponent, more, BITS);
    }

    /** Half to even; {@code more} says that the exact value lies a little beyond the magnitude. */
    private static BinaryFloat round(
            boolean negative, BigInteger magnitude, int exponent, boolean more, int bits) {
        int surplus = magnitude.bitLength() - bits;
        if (magnitude.signum() == 0) {
            return zero(negative);
        }
        BigInteger kept = magnitude;
        if (surplus > 0) {
            kept = magnitude.shiftRight(surplus);
            boolean half = magnitude.testBit(surplus - 1);
            boolean beyondHalf = more || magnitude.getLowestSetBit() < surplus - 1;
            if (half && (beyondHalf || kept.testBit(0))) {
                kept = kept.add(BigInteger.ONE);
            }
            exponent += surplus;
        }
        int shift = BITS - kept.bitLength();
        return shift < 0
                ? new BinaryFloat(negative, kept.shiftRight(1).longValue(), exponent + 1)
                : new BinaryFloat(negative, kept.longValue() << shift, exponent - shift);
    }

    boolean isZero() {
        return mantissa == 0;
    }

    boolean isWhole() {
        return isZero() || exponent + Long.numberOfTrailingZeros(mantissa) >= 0;
    }

    /** The whole part, towards zero. */
    BigInteger truncated() {
        BigInteger whole = exponent >= 0 ? magnitude().shiftLeft(exponent) : shiftedDown();
        return negative ? whole.negate() : whole;
    }

    private BigInteger shiftedDown() {
        return -exponent >= BITS ? BigInteger.ZERO : magnitude().shiftRight(-exponent);
    }

    /** The exponent where the mantissa is read as one half up to 1. */
    int binaryExponent() {
        return isZero() ? 0 : exponent + BITS;
    }

    private BigInteger magnitude() {
        return BigInteger.valueOf(mantissa >>> 1).shiftLeft(1).or(BigInteger.valueOf(mantissa & 1));
    }

    private BigInteger signed() {
        return negative ? magnitude().negate() : magnitude();
    }

    /** The fewest digits that read back as this value: whole numbers plainly, others as Go's {@code 'g'}. */
    String text() {
        return text(BITS);
    }

    /** The fewest digits that read back as this value where it is read with so many bits. */
    String text(int bits) {
        if (isZero()) {
            return negative ? "-0" : "0";
        }
        BigInteger kept = magnitude().shiftRight(BITS - bits);
        BigInteger halves = kept.shiftLeft(1);
        int half = exponent + BITS - bits - 1;
        Decimal shortest =
                ShortestDigits.of(
                        expanded(halves, half),
                        expanded(halves.subtract(BigInteger.ONE), half),
                        expanded(halves.add(BigInteger.ONE), half),
                        !kept.testBit(0));
        return Decimal.shortest(
                negative,
                shortest.digits(),
                shortest.point(),
                isWhole() ? Integer.MAX_VALUE : Decimal.GO_EXPONENT_FROM);
    }

    /** Exact decimal digits of a number times two to an exponent. */
    private static Decimal expanded(BigInteger number, int two) {
        if (two >= 0) {
            return Decimal.of(number.shiftLeft(two));
        }
        Decimal scaled = Decimal.of(number.multiply(BigInteger.valueOf(5).pow(-two)));
        return new Decimal(false, scaled.digits(), scaled.point() + two);
    }
}

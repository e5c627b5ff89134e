package dev.meshwarden.rego.value;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number. Keeps the text it was written with. Whole numbers are exact at any size; anything else is computed in binary floating
 * point with a 64-bit mantissa and printed with the fewest digits, as in OPA. Equality and order are exact by the value of the text,
 * so {@code 1} and {@code 1.0} are one. Arithmetic bounds nothing: builtins look at {@link #digits} and {@link #binaryExponent}.
 */
public final class Num implements Value {
    private static final Num[] SMALL = new Num[1_280];
    private static final int SMALLEST = -256;
    private static final int DOUBLE_BITS = 53;
    private static final BigInteger TWO_TO_63 = BigInteger.ONE.shiftLeft(63);

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = new Num(i + SMALLEST, null, null);
        }
    }

    private final long small;
    private final @Nullable Wide wide; // null: small holds the value
    private @Nullable String text; // of a small one; benign race

    private Num(long small, @Nullable Wide wide, @Nullable String text) {
        this.small = small;
        this.wide = wide;
        this.text = text;
    }

    public static Num of(long value) {
        long i = value - SMALLEST;
        return i >= 0 && i < SMALL.length ? SMALL[(int) i] : new Num(value, null, null);
    }

    public static Num of(BigInteger value) {
        return value.bitLength() < 64 ? of(value.longValue()) : new Num(0, new Wide(value), null);
    }

    /** A double, printed with the fewest digits as Go does; infinities and NaN are refused. */
    public static Num of(double value) {
        if (!Double.isFinite(value)) {
            throw new NumberFormatException("not a finite number");
        }
        Decimal d = Decimal.parse(Double.toString(value));
        boolean negative = 1 / value < 0 || value < 0;
        return parse(Decimal.shortest(negative, d.digits(), d.point(), Decimal.GO_EXPONENT_FROM));
    }

    private static Num of(BinaryFloat value) {
        if (value.isZero()) {
            return value.negative() ? new Num(0, null, "-0") : of(0);
        }
        return value.isWhole() && value.binaryExponent() <= 64
                ? of(value.truncated())
                : new Num(0, new Wide(value), null);
    }

    /** From a JSON number's text; throws {@link NumberFormatException} when it is none, or its exponent is out of range. */
    public static Num parse(String text) {
        if (text.length() <= 18 && plainInteger(text)) {
            long v = Long.parseLong(text);
            return Long.toString(v).length() == text.length() ? of(v) : new Num(v, null, text);
        }
        Decimal value = Decimal.parse(text);
        if ((text.indexOf('e') >= 0 || text.indexOf('E') >= 0) && !value.isInRange()) {
            throw new NumberFormatException("number too big");
        }
        if (value.isWhole() && value.point() <= 19) {
            BigInteger whole = value.toBigInteger();
            if (whole.bitLength() < 64) {
                return new Num(whole.longValue(), null, text);
            }
        }
        return new Num(0, new Wide(text, value), null);
    }

    private static boolean plainInteger(String text) {
        int first = text.startsWith("-") ? 1 : 0;
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > first;
    }

    /** As written; as Go's shortest form for results. */
    public String text() {
        if (wide != null) {
            return wide.text();
        }
        String t = text;
        if (t == null) {
            t = Long.toString(small);
            text = t;
        }
        return t;
    }

    /** Whether the value is whole, {@code 1.0} included. */
    public boolean isInteger() {
        return wide == null || wide.isWhole();
    }

    /** Whether the value is whole and fits a long. */
    public boolean isLong() {
        return wide == null;
    }

    /** The value, or the fallback where it is not whole or does not fit. */
    public long longOr(long fallback) {
        return wide == null ? small : fallback;
    }

    /** Whether it is whole, fits a long and was written without exponent: what OPA takes for an index. */
    public boolean isPlainInteger() {
        String t = text;
        return wide == null
                && (t == null || (t.length() <= 20 && t.indexOf('e') < 0 && t.indexOf('E') < 0));
    }

    /** Exact for whole numbers; refused otherwise. */
    public BigInteger toBigInteger() {
        if (wide == null) {
            return BigInteger.valueOf(small);
        }
        if (!wide.isWhole()) {
            throw new ArithmeticException("not a whole number");
        }
        return wide.toBigInteger();
    }

    public double doubleValue() {
        return wide == null ? small : Double.parseDouble(wide.text());
    }

    public int signum() {
        return wide == null ? Long.signum(small) : wide.signum();
    }

    public BigDecimal toBigDecimal() {
        return wide == null ? BigDecimal.valueOf(small) : new BigDecimal(wide.text());
    }

    /** Decimal digits before the point, about; how long a whole number is before its text is made. */
    public long digits() {
        return wide == null ? 19 : wide.digits();
    }

    /** The power of two just above the value. */
    public int binaryExponent() {
        return binary().binaryExponent();
    }

    /** Whether the sign is minus, zero's included. */
    private boolean minus() {
        String t = text;
        return small < 0 || (small == 0 && t != null && t.startsWith("-"));
    }

    private BinaryFloat binary() {
        return wide != null
                ? wide.binary()
                : small == 0 ? BinaryFloat.zero(minus()) : BinaryFloat.of(small);
    }

    public Num plus(Num other) {
        if (wide == null && other.wide == null) {
            long sum = small + other.small;
            if (((small ^ sum) & (other.small ^ sum)) >= 0) {
                return of(sum);
            }
        }
        return isInteger() && other.isInteger()
                ? of(toBigInteger().add(other.toBigInteger()))
                : of(binary().plus(other.binary()));
    }

    public Num minus(Num other) {
        if (wide == null && other.wide == null) {
            long difference = small - other.small;
            if (((small ^ other.small) & (small ^ difference)) >= 0) {
                return of(difference);
            }
        }
        return isInteger() && other.isInteger()
                ? of(toBigInteger().subtract(other.toBigInteger()))
                : of(binary().plus(other.binary().negated()));
    }

    public Num times(Num other) {
        if (wide == null && other.wide == null) {
            long low = small * other.small;
            if (Math.multiplyHigh(small, other.small) == low >> 63) {
                return of(low);
            }
        }
        return isInteger() && other.isInteger()
                ? of(toBigInteger().multiply(other.toBigInteger()))
                : of(binary().times(other.binary()));
    }

    /** The sum in floating point, one after the other: what a sum is where not all are whole. */
    public static Num roundedSum(Iterable<Num> numbers) {
        BinaryFloat sum = BinaryFloat.zero(false);
        for (Num n : numbers) {
            sum = sum.plus(n.binary());
        }
        return of(sum);
    }

    /** The product in floating point of 53 bits, one after the other: what a product is where not all are whole. */
    public static Num roundedProduct(Iterable<Num> numbers) {
        BinaryFloat product = BinaryFloat.of(1);
        for (Num n : numbers) {
            product = product.times(n.binary(), DOUBLE_BITS);
        }
        return parse(product.text(DOUBLE_BITS));
    }

    /** The product in floating point even where both are whole: large ones are rounded to 64 bits. */
    public Num roundedTimes(Num other) {
        return of(binary().times(other.binary()));
    }

    /** The divisor is not zero. */
    public Num dividedBy(Num other) {
        if (wide == null
                && other.wide == null
                && small != 0
                && small != Long.MIN_VALUE
                && small % other.small == 0) {
            return of(small / other.small);
        }
        return of(binary().dividedBy(other.binary()));
    }

    /** Both whole, the divisor not zero; the sign is the dividend's. */
    public Num remainder(Num other) {
        return wide == null && other.wide == null
                ? of(small % other.small)
                : of(toBigInteger().remainder(other.toBigInteger()));
    }

    /** Without the sign; large ones are rounded to 64 bits, as in OPA. */
    public Num abs() {
        if (wide == null) {
            return small == Long.MIN_VALUE ? of(TWO_TO_63) : of(Math.abs(small));
        }
        return of(binary().abs());
    }

    /** Down to a whole number, but 0 above -1, as in OPA. */
    public Num floor() {
        if (wide == null) {
            return of(small);
        }
        BinaryFloat value = binary();
        BigInteger whole = value.truncated();
        boolean down = whole.signum() < 0 && !value.isWhole();
        return of(down ? whole.subtract(BigInteger.ONE) : whole);
    }

    /** Up to a whole number, but 1 above -1, as in OPA. */
    public Num ceil() {
        if (wide == null) {
            return of(small);
        }
        BinaryFloat value = binary();
        BigInteger whole = value.truncated();
        boolean up = whole.signum() >= 0 && !value.isWhole();
        return of(up ? whole.add(BigInteger.ONE) : whole);
    }

    /** The whole part, towards zero, of the value as it is computed with. */
    public BigInteger truncated() {
        return wide == null ? BigInteger.valueOf(small) : binary().truncated();
    }

    /** To the nearest whole number, half away from zero. */
    public Num round() {
        if (wide == null) {
            return of(small);
        }
        BinaryFloat value = binary();
        BinaryFloat half = new BinaryFloat(value.negative(), Long.MIN_VALUE, -64);
        return of(value.plus(half).truncated());
    }

    @Override
    public int rank() {
        return 2;
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof Num n)) {
            return Integer.compare(2, other.rank());
        }
        return wide == null && n.wide == null
                ? Long.compare(small, n.small)
                : decimal().compareTo(n.decimal());
    }

    private Decimal decimal() {
        return wide == null ? Decimal.parse(Long.toString(small)) : wide.decimal();
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Num n) || (wide == null) != (n.wide == null)) {
            return false; // whole numbers that fit a long are never wide
        }
        return wide == null ? small == n.small : decimal().equals(n.decimal());
    }

    @Override
    public int hashCode() {
        return wide == null ? Long.hashCode(small) : wide.decimal().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}

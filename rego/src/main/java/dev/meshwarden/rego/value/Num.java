package dev.meshwarden.rego.value;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * A number. Keeps the text it was written with. Whole numbers are exact at any size; anything else is binary floating point with a
 * 64-bit mantissa. Equality and order are exact by value, so {@code 1} and {@code 1.0} are one.
 */
public final class Num implements Value {
    private static final Num[] SMALL = new Num[1_280];
    private static final int SMALLEST = -256;

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = new Num(i + SMALLEST, null, null);
        }
    }

    private final long small;
    private final @Nullable BigDecimal exact; // null: small holds it
    private @Nullable String text;

    private Num(long small, @Nullable BigDecimal exact, @Nullable String text) {
        this.small = small;
        this.exact = exact;
        this.text = text;
    }

    public static Num of(long value) {
        long i = value - SMALLEST;
        return i >= 0 && i < SMALL.length ? SMALL[(int) i] : new Num(value, null, null);
    }

    public static Num of(BigInteger value) {
        return value.bitLength() < 64
                ? of(value.longValue())
                : new Num(0, new BigDecimal(value), value.toString());
    }

    /** From a JSON number's text; throws {@link NumberFormatException} when it is none. */
    public static Num parse(String text) {
        int n = text.length();
        if (n <= 18 && plainInteger(text)) {
            long v = Long.parseLong(text);
            return v == 0 && text.charAt(0) == '-' ? new Num(0, null, text) : of(v);
        }
        var value = new BigDecimal(text);
        if (isWhole(value) && value.precision() - value.scale() <= 18) {
            return new Num(value.longValueExact(), null, text);
        }
        return new Num(0, value, text);
    }

    private static boolean plainInteger(String text) {
        for (int i = text.charAt(0) == '-' ? 1 : 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.equals("-");
    }

    private static boolean isWhole(BigDecimal value) {
        return value.signum() == 0 || value.scale() <= 0 || value.stripTrailingZeros().scale() <= 0;
    }

    /** As written; as Go's shortest form for results. */
    public String text() {
        String t = text;
        if (t == null) {
            t = exact == null ? Long.toString(small) : exact.toString();
            text = t;
        }
        return t;
    }

    /** Whether the value is whole, {@code 1.0} included. */
    public boolean isInteger() {
        return exact == null || isWhole(exact);
    }

    /** Whether the value is whole and fits a long. */
    public boolean isLong() {
        return exact == null;
    }

    /** The value, or the fallback where it is not whole or does not fit. */
    public long longOr(long fallback) {
        return exact == null ? small : fallback;
    }

    /** Exact for whole numbers; refused otherwise. */
    public BigInteger toBigInteger() {
        return exact == null ? BigInteger.valueOf(small) : exact.toBigIntegerExact();
    }

    public double doubleValue() {
        return exact == null ? small : exact.doubleValue();
    }

    public int signum() {
        return exact == null ? Long.signum(small) : exact.signum();
    }

    public BigDecimal toBigDecimal() {
        return exact == null ? BigDecimal.valueOf(small) : exact;
    }

    public Num plus(Num other) {
        return ofExact(toBigDecimal().add(other.toBigDecimal()));
    }

    public Num minus(Num other) {
        return ofExact(toBigDecimal().subtract(other.toBigDecimal()));
    }

    public Num times(Num other) {
        return ofExact(toBigDecimal().multiply(other.toBigDecimal()));
    }

    /** The divisor is not zero. */
    public Num dividedBy(Num other) {
        return ofExact(toBigDecimal().divide(other.toBigDecimal(), new MathContext(20)));
    }

    /** Both whole, the divisor not zero; the sign is the dividend's. */
    public Num remainder(Num other) {
        return of(toBigInteger().remainder(other.toBigInteger()));
    }

    private static Num ofExact(BigDecimal value) {
        return isWhole(value) ? of(value.toBigInteger()) : new Num(0, value, null);
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
        return exact == null && n.exact == null
                ? Long.compare(small, n.small)
                : toBigDecimal().compareTo(n.toBigDecimal());
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Num n && compareTo(n) == 0);
    }

    @Override
    public int hashCode() {
        return exact == null ? Long.hashCode(small) : exact.stripTrailingZeros().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}

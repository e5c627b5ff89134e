package dev.meshwarden.rego.builtin;

import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.limit.Halt;
import dev.meshwarden.rego.limit.Limit;
import dev.meshwarden.rego.value.Num;

/** Arithmetic inside the limits: digits are counted before a large number is built, exponents looked at after. */
public final class NumberLimits {
    /** Binary exponents that a result may have; what OPA refuses in literals too. */
    private static final int MOST_EXPONENT = 100_000;

    private static final int DIGITS_PER_STEP = 4;

    private NumberLimits() {}

    public static Num sum(Budget budget, Num x, Num y) {
        prepare(budget, x, y);
        return checked(x.plus(y));
    }

    public static Num difference(Budget budget, Num x, Num y) {
        prepare(budget, x, y);
        return checked(x.minus(y));
    }

    public static Num product(Budget budget, Num x, Num y) {
        if (x.isLong() && y.isLong()) {
            return x.times(y);
        }
        prepare(budget, x, y);
        if (x.isInteger() && y.isInteger()) {
            budget.digits(x.digits() + y.digits());
        }
        return checked(x.times(y));
    }

    /** The divisor is not zero. */
    public static Num quotient(Budget budget, Num x, Num y) {
        prepare(budget, x, y);
        return checked(x.dividedBy(y));
    }

    /** Counts the digits of the operands, and the work that they are. */
    public static void prepare(Budget budget, Num x, Num y) {
        if (x.isLong() && y.isLong()) {
            return;
        }
        long digits = Math.max(x.digits(), y.digits());
        budget.digits(digits);
        budget.steps(digits / DIGITS_PER_STEP);
    }

    /** The result, unless its exponent is out of bounds. */
    public static Num checked(Num result) {
        if (result.isLong()) {
            return result;
        }
        int exponent = result.binaryExponent();
        if (exponent > MOST_EXPONENT || exponent < -MOST_EXPONENT) {
            throw new Halt(Limit.EXPONENT);
        }
        return result;
    }
}

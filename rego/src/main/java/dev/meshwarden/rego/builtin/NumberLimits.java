package dev.meshwarden.rego.builtin;

import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.limit.Halt;
import dev.meshwarden.rego.limit.Limit;
import dev.meshwarden.rego.value.Num;

/** Arithmetic inside the limits: digits are counted before a large number is built, exponents looked at after. */
public final class NumberLimits {
    /** Binary exponents that a result may have; what OPA refuses in literals too. */
    private static final int MOST_EXPONENT = 100_000;

    private NumberLimits() {}

    public static Num sum(Budget budget, Num x, Num y) {
        budget.digits(Math.max(x.digits(), y.digits()));
        return checked(x.plus(y));
    }

    public static Num difference(Budget budget, Num x, Num y) {
        budget.digits(Math.max(x.digits(), y.digits()));
        return checked(x.minus(y));
    }

    public static Num product(Budget budget, Num x, Num y) {
        if (x.isInteger() && y.isInteger()) {
            budget.digits(x.digits() + y.digits());
        }
        return checked(x.times(y));
    }

    /** The divisor is not zero. */
    public static Num quotient(Budget budget, Num x, Num y) {
        budget.checkTime();
        return checked(x.dividedBy(y));
    }

    /** The result, unless its exponent is out of bounds. */
    public static Num checked(Num result) {
        if (result.isLong() || result.isInteger()) {
            return result; // its digits were counted
        }
        int exponent = result.binaryExponent();
        if (exponent > MOST_EXPONENT || exponent < -MOST_EXPONENT) {
            throw new Halt(Limit.EXPONENT);
        }
        return result;
    }
}

package dev.meshwarden.rego.builtin.numbers;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Value;

import java.math.BigInteger;

/** Whole numbers as two's complement bits without end. */
final class Bits {
    private static final BigInteger FARTHEST = BigInteger.valueOf(1 << 30);

    /** Decimal digits that one bit is worth. */
    private static final double DIGITS = 0.30103;

    private Bits() {}

    static Num and(BuiltinContext context, Value[] arguments) {
        BigInteger x = Operands.bigInteger(arguments, 0);
        return Num.of(x.and(Operands.bigInteger(arguments, 1)));
    }

    static Num or(BuiltinContext context, Value[] arguments) {
        BigInteger x = Operands.bigInteger(arguments, 0);
        return Num.of(x.or(Operands.bigInteger(arguments, 1)));
    }

    static Num xor(BuiltinContext context, Value[] arguments) {
        BigInteger x = Operands.bigInteger(arguments, 0);
        return Num.of(x.xor(Operands.bigInteger(arguments, 1)));
    }

    static Num negate(BuiltinContext context, Value[] arguments) {
        return Num.of(Operands.bigInteger(arguments, 0).not());
    }

    static Num shiftLeft(BuiltinContext context, Value[] arguments) {
        BigInteger x = Operands.bigInteger(arguments, 0);
        int shift = shift(arguments);
        if (x.signum() == 0) {
            return Num.of(0);
        }
        context.budget().digits((long) (((long) x.bitLength() + shift) * DIGITS));
        return Num.of(x.shiftLeft(shift));
    }

    static Num shiftRight(BuiltinContext context, Value[] arguments) {
        BigInteger x = Operands.bigInteger(arguments, 0);
        return Num.of(x.shiftRight(shift(arguments)));
    }

    private static int shift(Value[] arguments) {
        BigInteger shift = Operands.bigInteger(arguments, 1);
        if (shift.signum() < 0) {
            throw BuiltinError.type(
                    "operand 2 must be an unsigned integer number but got a negative integer");
        }
        return shift.min(FARTHEST).intValue();
    }
}

package dev.meshwarden.rego.builtin.numbers;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Value;

import java.math.BigInteger;

/** Arrays of numbers from one up or down to another, both included. The length is known, and bounded, before the first number. */
final class Ranges {
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE - 1);

    private Ranges() {}

    static Array range(BuiltinContext context, Value[] arguments) {
        return range(
                context,
                Operands.bigInteger(arguments, 0),
                Operands.bigInteger(arguments, 1),
                BigInteger.ONE);
    }

    static Array rangeStep(BuiltinContext context, Value[] arguments) {
        BigInteger from = Operands.bigInteger(arguments, 0);
        BigInteger to = Operands.bigInteger(arguments, 1);
        BigInteger step = Operands.bigInteger(arguments, 2);
        if (step.signum() <= 0) {
            throw BuiltinError.failed("numbers.range_step: step must be a positive integer");
        }
        return range(context, from, to, step);
    }

    private static Array range(
            BuiltinContext context, BigInteger from, BigInteger to, BigInteger step) {
        BigInteger steps = to.subtract(from).abs().divide(step);
        context.budget().elements(steps.min(MOST).longValue() + 1);
        int count = steps.intValue() + 1;
        context.budget().steps(count);
        BigInteger signed = from.compareTo(to) > 0 ? step.negate() : step;
        Array.Builder numbers = Array.builder(count);
        if (from.bitLength() < 63 && to.bitLength() < 63) {
            long by = count == 1 ? 0 : signed.longValue();
            long at = from.longValue();
            for (int i = 0; i < count; i++, at += by) {
                numbers.add(Num.of(at));
            }
        } else {
            BigInteger at = from;
            for (int i = 0; i < count; i++, at = at.add(signed)) {
                numbers.add(Num.of(at));
            }
        }
        return numbers.build();
    }
}

package dev.meshwarden.rego.builtin.infix;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.NumberLimits;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Value;

/** The arithmetic operators; whole numbers exactly, others as {@link Num} says. */
final class Arithmetic {
    private Arithmetic() {}

    static Num plus(BuiltinContext context, Value[] arguments) {
        Num x = Operands.number(arguments, 0);
        Num y = Operands.number(arguments, 1);
        return NumberLimits.sum(context.budget(), x, y);
    }

    static Value minus(BuiltinContext context, Value[] arguments) {
        if (arguments[0] instanceof Num x && arguments[1] instanceof Num y) {
            return NumberLimits.difference(context.budget(), x, y);
        }
        if (arguments[0] instanceof RegoSet && arguments[1] instanceof RegoSet) {
            return SetOperators.difference(context, arguments);
        }
        if (!(arguments[0] instanceof Num) && !(arguments[0] instanceof RegoSet)) {
            return Operands.wrong(arguments, 0, "number", "set");
        }
        return Operands.wrong(arguments, 1, arguments[1] instanceof Num ? "set" : "number");
    }

    static Num times(BuiltinContext context, Value[] arguments) {
        Num x = Operands.number(arguments, 0);
        Num y = Operands.number(arguments, 1);
        return NumberLimits.product(context.budget(), x, y);
    }

    static Num divide(BuiltinContext context, Value[] arguments) {
        Num x = Operands.number(arguments, 0);
        Num y = Operands.number(arguments, 1);
        if (y.signum() == 0) {
            throw BuiltinError.failed("divide by zero");
        }
        return NumberLimits.quotient(context.budget(), x, y);
    }

    static Num remainder(BuiltinContext context, Value[] arguments) {
        Num x = Operands.number(arguments, 0);
        Num y = Operands.number(arguments, 1);
        if (!x.isInteger() || !y.isInteger()) {
            throw BuiltinError.failed("modulo on floating-point number");
        }
        if (y.signum() == 0) {
            throw BuiltinError.failed("modulo by zero");
        }
        NumberLimits.prepare(context.budget(), x, y);
        return x.remainder(y);
    }
}

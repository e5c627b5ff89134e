package dev.meshwarden.rego.builtin.numbers;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Value;

/** A random number below a bound, the same for the same name and bound within an evaluation. */
final class RandomNumber {
    private record Asked(String name, long bound) {}

    private RandomNumber() {}

    static Num call(BuiltinContext context, Value[] arguments) {
        String name = Operands.text(arguments, 0);
        long n = Operands.integer(arguments, 1);
        if (n == 0) {
            return Num.of(0);
        }
        long bound = n == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(n);
        return context.memo(
                new Asked(name, bound), a -> Num.of(context.world().entropy().nextLong(a.bound)));
    }
}

package dev.meshwarden.rego.builtin.collections;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Value;

/** Arrays put together and cut; lengths are checked before the work. */
final class Arrays {
    private Arrays() {}

    static Array concat(BuiltinContext context, Value[] arguments) {
        Array x = Operands.array(arguments, 0);
        Array y = Operands.array(arguments, 1);
        count(context.budget(), (long) x.size() + y.size());
        return x.plus(y);
    }

    static Array flatten(BuiltinContext context, Value[] arguments) {
        Array from = Operands.array(arguments, 0);
        long size = 0;
        for (Value v : from) {
            size += v instanceof Array inner ? inner.size() : 1;
        }
        count(context.budget(), size);
        Array.Builder flat = Array.builder((int) size);
        for (Value v : from) {
            if (v instanceof Array inner) {
                inner.forEach(flat::add);
            } else {
                flat.add(v);
            }
        }
        return flat.build();
    }

    static Array reverse(BuiltinContext context, Value[] arguments) {
        Array from = Operands.array(arguments, 0);
        count(context.budget(), from.size());
        Array.Builder reversed = Array.builder(from.size());
        for (int i = from.size() - 1; i >= 0; i--) {
            reversed.add(from.at(i));
        }
        return reversed.build();
    }

    static Array slice(BuiltinContext context, Value[] arguments) {
        Array from = Operands.array(arguments, 0);
        int start = Operands.index(arguments, 1);
        int stop = Math.clamp(Operands.index(arguments, 2), 0, from.size());
        count(context.budget(), stop);
        return from.slice(Math.clamp(start, 0, stop), stop);
    }

    private static void count(Budget budget, long size) {
        budget.elements(size);
        budget.steps(size / 16);
    }
}

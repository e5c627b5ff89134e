package dev.meshwarden.rego.builtin.infix;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Value;

/** The set operators; their cost is counted before the work. */
final class SetOperators {
    private SetOperators() {}

    static RegoSet intersection(BuiltinContext context, Value[] arguments) {
        RegoSet a = Operands.set(arguments, 0);
        RegoSet b = Operands.set(arguments, 1);
        context.budget().steps(Math.min(a.size(), b.size()));
        return a.size() <= b.size() ? a.intersect(b) : b.intersect(a);
    }

    static RegoSet union(BuiltinContext context, Value[] arguments) {
        RegoSet a = Operands.set(arguments, 0);
        RegoSet b = Operands.set(arguments, 1);
        long size = (long) a.size() + b.size();
        context.budget().steps(size);
        RegoSet all = a.union(b);
        context.budget().elements(all.size());
        return all;
    }

    static RegoSet difference(BuiltinContext context, Value[] arguments) {
        RegoSet a = Operands.set(arguments, 0);
        RegoSet b = Operands.set(arguments, 1);
        context.budget().steps(a.size());
        return a.minus(b);
    }
}

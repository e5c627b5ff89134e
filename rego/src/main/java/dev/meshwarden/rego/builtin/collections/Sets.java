package dev.meshwarden.rego.builtin.collections;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Value;

/** What many sets have together. */
final class Sets {
    private Sets() {}

    static RegoSet intersection(BuiltinContext context, Value[] arguments) {
        RegoSet shared = null;
        for (Value v : Operands.set(arguments, 0)) {
            RegoSet next = member(v);
            context.budget().steps(next.size());
            shared = shared == null ? next : shared.intersect(next);
        }
        return shared == null ? RegoSet.EMPTY : shared;
    }

    static RegoSet union(BuiltinContext context, Value[] arguments) {
        RegoSet.Builder all = RegoSet.builder();
        for (Value v : Operands.set(arguments, 0)) {
            RegoSet next = member(v);
            context.budget().steps(next.size());
            for (Value member : next) {
                all.add(member);
            }
            context.budget().elements(all.size());
        }
        return all.build();
    }

    private static RegoSet member(Value value) {
        if (value instanceof RegoSet s) {
            return s;
        }
        throw BuiltinError.type("operand 1 must be set but got " + value.typeName());
    }
}

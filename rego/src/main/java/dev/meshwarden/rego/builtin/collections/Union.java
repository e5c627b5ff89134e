package dev.meshwarden.rego.builtin.collections;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

/** Objects laid over one another: later ones win, objects under one key are merged, anything else replaces. */
final class Union {
    private Union() {}

    static Obj ofTwo(BuiltinContext context, Value[] arguments) {
        Obj a = Operands.object(arguments, 0);
        return merge(context.budget(), a, Operands.object(arguments, 1));
    }

    static Obj ofMany(BuiltinContext context, Value[] arguments) {
        Array objects = Operands.array(arguments, 0);
        for (Value v : objects) {
            if (!(v instanceof Obj)) {
                return Operands.wrongMember(arguments, 0, v, "object");
            }
        }
        Obj merged = Obj.EMPTY;
        for (Value v : objects) {
            merged = merge(context.budget(), merged, (Obj) v);
        }
        return merged;
    }

    private static Obj merge(Budget budget, Obj below, Obj above) {
        if (below.size() == 0) {
            return above;
        }
        budget.steps((long) below.size() + above.size());
        Obj.Builder merged = below.toBuilder();
        for (int i = 0; i < above.size(); i++) {
            Value key = above.keyAt(i);
            Value value = above.valueAt(i);
            if (below.get(key) instanceof Obj under && value instanceof Obj over) {
                value = merge(budget, under, over);
            }
            merged.put(key, value);
        }
        budget.elements(merged.size());
        return merged.build();
    }
}

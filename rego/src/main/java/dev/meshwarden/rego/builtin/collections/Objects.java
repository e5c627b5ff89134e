package dev.meshwarden.rego.builtin.collections;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

/** Objects by key. */
final class Objects {
    private Objects() {}

    /** What stands under a key, or along an array of keys, else the default. */
    static Value get(BuiltinContext context, Value[] arguments) {
        Obj object = Operands.object(arguments, 0);
        Value found = object;
        if (arguments[1] instanceof Array path) {
            for (int i = 0; i < path.size() && found != null; i++) {
                found = step(found, path.at(i));
            }
        } else {
            found = object.get(arguments[1]);
        }
        return found == null ? arguments[2] : found;
    }

    private static @Nullable Value step(Value from, Value key) {
        return switch (from) {
            case Obj o -> o.get(key);
            case Array a -> a.get(key);
            case RegoSet s -> s.contains(key) ? key : null;
            default -> null;
        };
    }

    static RegoSet keys(BuiltinContext context, Value[] arguments) {
        Obj object = Operands.object(arguments, 0);
        context.budget().steps(object.size());
        return object.keys();
    }

    static Obj filter(BuiltinContext context, Value[] arguments) {
        Obj object = Operands.object(arguments, 0);
        RegoSet keys = keysIn(context.budget(), arguments);
        return only(context.budget(), object, keys, true);
    }

    static Obj remove(BuiltinContext context, Value[] arguments) {
        Obj object = Operands.object(arguments, 0);
        RegoSet keys = keysIn(context.budget(), arguments);
        return only(context.budget(), object, keys, false);
    }

    private static Obj only(Budget budget, Obj object, RegoSet keys, boolean in) {
        budget.steps(object.size());
        Obj.Builder kept = Obj.builder(object.size());
        for (int i = 0; i < object.size(); i++) {
            if (keys.contains(object.keyAt(i)) == in) {
                kept.put(object.keyAt(i), object.valueAt(i));
            }
        }
        return kept.build();
    }

    private static RegoSet keysIn(Budget budget, Value[] arguments) {
        return switch (arguments[1]) {
            case RegoSet s -> s;
            case Obj o -> {
                budget.steps(o.size());
                yield o.keys();
            }
            case Array a -> {
                budget.steps(a.size());
                yield RegoSet.ofAll(a.asList());
            }
            default -> Operands.wrong(arguments, 1, "object", "set", "array");
        };
    }
}

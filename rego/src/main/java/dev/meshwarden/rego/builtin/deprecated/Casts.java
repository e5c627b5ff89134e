package dev.meshwarden.rego.builtin.deprecated;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Value;

/** Conversions between kinds. */
final class Casts {
    private Casts() {}

    static Array toArray(BuiltinContext context, Value[] arguments) {
        return switch (arguments[0]) {
            case Array a -> a;
            case RegoSet s -> {
                context.budget().steps(s.size());
                yield s.toArray();
            }
            default -> Operands.wrong(arguments, 0, "array", "set");
        };
    }

    static RegoSet toSet(BuiltinContext context, Value[] arguments) {
        return switch (arguments[0]) {
            case RegoSet s -> s;
            case Array a -> {
                context.budget().steps(a.size());
                yield RegoSet.ofAll(a.asList());
            }
            default -> Operands.wrong(arguments, 0, "array", "set");
        };
    }

    /** The value itself, if it is of the kind. */
    static Value only(Value[] arguments, String kind) {
        return arguments[0].typeName().equals(kind)
                ? arguments[0]
                : Operands.wrong(arguments, 0, kind);
    }
}

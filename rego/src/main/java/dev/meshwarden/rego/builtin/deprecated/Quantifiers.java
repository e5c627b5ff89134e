package dev.meshwarden.rego.builtin.deprecated;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Value;

/** Whether all members, or any, are true. */
final class Quantifiers {
    private Quantifiers() {}

    static Bool all(BuiltinContext context, Value[] arguments) {
        for (Value v : Operands.members(arguments, 0, "array", "set")) {
            context.budget().step();
            if (v != Bool.TRUE) {
                return Bool.FALSE;
            }
        }
        return Bool.TRUE;
    }

    static Bool any(BuiltinContext context, Value[] arguments) {
        for (Value v : Operands.members(arguments, 0, "array", "set")) {
            context.budget().step();
            if (v == Bool.TRUE) {
                return Bool.TRUE;
            }
        }
        return Bool.FALSE;
    }
}

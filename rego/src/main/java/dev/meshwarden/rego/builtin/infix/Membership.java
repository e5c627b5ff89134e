package dev.meshwarden.rego.builtin.infix;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Value;

/** {@code x in xs} and {@code k, v in xs}: false for what has no members. */
final class Membership {
    private Membership() {}

    static Bool ofValue(BuiltinContext context, Value[] arguments) {
        Value wanted = arguments[0];
        return Bool.of(
                switch (arguments[1]) {
                    case RegoSet s -> s.contains(wanted);
                    case Array a -> {
                        for (Value v : a) {
                            context.budget().step();
                            if (v.equals(wanted)) {
                                yield true;
                            }
                        }
                        yield false;
                    }
                    case Obj o -> {
                        for (int i = 0; i < o.size(); i++) {
                            context.budget().step();
                            if (o.valueAt(i).equals(wanted)) {
                                yield true;
                            }
                        }
                        yield false;
                    }
                    default -> false;
                });
    }

    static Bool ofEntry(BuiltinContext context, Value[] arguments) {
        Value key = arguments[0];
        Value wanted = arguments[1];
        return Bool.of(
                switch (arguments[2]) {
                    case RegoSet s -> key.equals(wanted) && s.contains(wanted);
                    case Array a -> wanted.equals(a.get(key));
                    case Obj o -> wanted.equals(o.get(key));
                    default -> false;
                });
    }
}

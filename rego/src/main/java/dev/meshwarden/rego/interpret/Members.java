package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Value;

/** Collections of any kind by position, in order. A scalar has no members. */
final class Members {
    private Members() {}

    static int size(Value of) {
        return switch (of) {
            case Array a -> a.size();
            case Obj o -> o.size();
            case RegoSet s -> s.size();
            default -> 0;
        };
    }

    static Value key(Value of, int i) {
        return switch (of) {
            case Array _ -> Num.of(i);
            case Obj o -> o.keyAt(i);
            case RegoSet s -> s.at(i);
            default -> throw new IllegalStateException("bug: a scalar has no members");
        };
    }

    static Value value(Value of, int i) {
        return switch (of) {
            case Array a -> a.at(i);
            case Obj o -> o.valueAt(i);
            case RegoSet s -> s.at(i);
            default -> throw new IllegalStateException("bug: a scalar has no members");
        };
    }
}

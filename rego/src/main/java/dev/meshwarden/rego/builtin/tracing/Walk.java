package dev.meshwarden.rego.builtin.tracing;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Value;

/** Every value inside a value, itself first, parents before children, with the path to it: all solutions at once. */
final class Walk {
    private final BuiltinContext context;
    private final Array.Builder pairs = Array.builder();

    private Walk(BuiltinContext context) {
        this.context = context;
    }

    static Array call(BuiltinContext context, Value[] arguments) {
        var walk = new Walk(context);
        walk.visit(Array.EMPTY, arguments[0]);
        return walk.pairs.build();
    }

    private void visit(Array path, Value value) {
        context.budget().step();
        pairs.add(Array.of(path, value));
        context.budget().elements(pairs.size());
        switch (value) {
            case Array a -> {
                for (int i = 0; i < a.size(); i++) {
                    visit(path.plus(Array.of(Num.of(i))), a.at(i));
                }
            }
            case Obj o -> {
                for (int i = 0; i < o.size(); i++) {
                    visit(path.plus(Array.of(o.keyAt(i))), o.valueAt(i));
                }
            }
            case RegoSet s -> {
                for (Value member : s) {
                    visit(path.plus(Array.of(member)), member);
                }
            }
            default -> {}
        }
    }
}

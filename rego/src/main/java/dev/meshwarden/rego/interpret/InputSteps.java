package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.runtime.Memory;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Steps that read the input by paths known when the plan was made. */
final class InputSteps {
    private InputSteps() {}

    /** What stands under a path, looked up once for each value that the input has. */
    static final class InputPath extends Step {
        private final Value[] path;
        private final int slot;
        private final Target target;

        InputPath(List<Value> path, int slot, Target target) {
            this.path = path.toArray(new Value[0]);
            this.slot = slot;
            this.target = target;
        }

        @Override
        int run(Frame frame) {
            @Nullable Object[] slots = frame.run.memory().slots();
            Object known = slots[slot];
            if (known == null) {
                Value at = frame.locals[0];
                for (int i = 0; i < path.length && at != null; i++) {
                    at = TestSteps.lookUp(at, path[i]);
                }
                known = at == null ? Memory.UNDEFINED : at;
                slots[slot] = known;
            }
            if (known == Memory.UNDEFINED) {
                return UNDEFINED;
            }
            target.put(frame, (Value) known);
            return DEFINED;
        }
    }
}

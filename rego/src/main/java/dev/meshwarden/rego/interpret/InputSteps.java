package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.value.Value;

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
            Value at = frame.locals[0];
            for (int i = 0; i < path.length && at != null; i++) {
                at = TestSteps.lookUp(at, path[i]);
            }
            if (at == null) {
                return UNDEFINED;
            }
            target.put(frame, at);
            return DEFINED;
        }
    }
}

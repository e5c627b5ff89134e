package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code with} has put in the place of rules and functions. Functions are planned for each environment they are called in.
 *
 * @param shadows paths below {@code data} whose rules are hidden
 * @param mocks by the name of the function that is replaced
 */
record Env(List<List<Value>> shadows, Map<String, Mock> mocks) {
    static final Env BASE = new Env(List.of(), Map.of());

    /** What stands in for a function. */
    sealed interface Mock {
        /** A value known now. */
        record Fixed(Value value) implements Mock {}

        /** A value known when the expression is evaluated. */
        record Later() implements Mock {}

        /** A function or rule of the policy. */
        record OfPolicy(Ref path) implements Mock {}

        /** A builtin. */
        record OfBuiltin(String name) implements Mock {}
    }

    Env {
        shadows = List.copyOf(shadows);
        mocks = Map.copyOf(mocks);
    }

    Env hiding(List<Value> path) {
        if (shadows.contains(path)) {
            return this;
        }
        List<List<Value>> more = new ArrayList<>(shadows);
        more.add(List.copyOf(path));
        return new Env(more, mocks);
    }

    Env mocking(String name, Mock by) {
        Map<String, Mock> more = new HashMap<>(mocks);
        more.put(name, by);
        return new Env(shadows, more);
    }

    /** As it is inside a function that stands in for another: calls there reach the real ones. */
    Env withoutMocks() {
        return mocks.isEmpty() ? this : new Env(shadows, Map.of());
    }

    @Nullable Mock mock(Ref operator) {
        return mocks.isEmpty() ? null : mocks.get(operator.dotted());
    }

    /** Whether the rules at a path are hidden. */
    boolean hides(List<Value> path) {
        for (List<Value> shadow : shadows) {
            if (shadow.size() <= path.size() && path.subList(0, shadow.size()).equals(shadow)) {
                return true;
            }
        }
        return false;
    }
}

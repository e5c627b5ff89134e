package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.plan.Operand;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What each variable that has been bound stands for, at the point that the planner has reached. */
final class Bindings {
    private final Map<String, Operand> bound = new LinkedHashMap<>();
    private final List<String> order = new ArrayList<>();

    @Nullable Operand get(String name) {
        return bound.get(name);
    }

    boolean has(String name) {
        return bound.containsKey(name);
    }

    void bind(String name, Operand operand) {
        if (bound.put(name, operand) != null) {
            throw new IllegalStateException("bug: bound twice: " + name);
        }
        order.add(name);
    }

    int mark() {
        return order.size();
    }

    /** Forgets what was bound since a mark. */
    void rollBack(int mark) {
        while (order.size() > mark) {
            bound.remove(order.removeLast());
        }
    }

    void forEach(BiConsumer<String, Operand> action) {
        bound.forEach(action);
    }
}

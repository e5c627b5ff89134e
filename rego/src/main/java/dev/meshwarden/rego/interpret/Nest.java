package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * Objects inside objects, being built. Each key holds a value, a set being built, or further objects; what is one of them never becomes
 * another.
 *
 * <p>Threading: confined to the evaluation's thread.
 */
final class Nest {
    private final Map<Value, Object> members = new HashMap<>();

    /** The objects under a key, made when they are missing; null when something else is there. */
    @Nullable Nest inside(Value key) {
        Object found = members.computeIfAbsent(key, _ -> new Nest());
        return found instanceof Nest n ? n : null;
    }

    /** False when another value is there. */
    boolean put(Value key, Value value) {
        Object before = members.putIfAbsent(key, value);
        return before == null || before.equals(value);
    }

    /** False when something else than a set is there. */
    boolean add(Value key, Value member) {
        Object found = members.computeIfAbsent(key, _ -> RegoSet.builder());
        if (!(found instanceof RegoSet.Builder b)) {
            return false;
        }
        b.add(member);
        return true;
    }

    int size() {
        return members.size();
    }

    Obj build() {
        Obj.Builder built = Obj.builder(members.size());
        members.forEach((key, member) -> built.put(key, value(member)));
        return built.build();
    }

    private static Value value(Object member) {
        return switch (member) {
            case Value v -> v;
            case RegoSet.Builder b -> b.build();
            case Nest n -> n.build();
            default -> throw new IllegalStateException("bug: no such member " + member);
        };
    }
}

package dev.meshwarden.rego.builtin;

import dev.meshwarden.rego.limit.Budget;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a builtin may use of its evaluation.
 *
 * <p>Threading: confined to the evaluation's thread.
 */
public final class BuiltinContext {
    private final Budget budget;
    private final Instant now;
    private final World world;
    private final Map<Object, Object> memo = new HashMap<>();

    public BuiltinContext(Budget budget, Instant now, World world) {
        this.budget = budget;
        this.now = now;
        this.world = world;
    }

    public Budget budget() {
        return budget;
    }

    /** The evaluation's one reading of the clock. */
    public Instant now() {
        return now;
    }

    public World world() {
        return world;
    }

    /** Work done once an evaluation for each key: compiled patterns, parsed schemas. The key's class keeps families apart. */
    @SuppressWarnings("unchecked")
    public <K, V> V memo(K key, Function<? super K, ? extends V> make) {
        Object found = memo.get(key);
        if (found == null) {
            found = make.apply(key);
            memo.put(key, found);
        }
        return (V) found;
    }
}

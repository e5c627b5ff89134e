package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.builtin.World;
import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One evaluation's circumstances.
 *
 * @param input null: undefined
 * @param data documents beside the policy's own; of the same path the policy's own wins
 * @param now what time.now_ns answers
 * @param strict builtin errors fail the evaluation instead of being undefined
 */
public record Evaluation(
        @Nullable Value input, Obj data, Instant now, Limits limits, boolean strict, World world) {
    /** With this input, standard limits, a closed world. */
    public static Evaluation of(Value input, Instant now) {
        return new Evaluation(input, Obj.EMPTY, now, Limits.STANDARD, false, World.closed());
    }

    public Evaluation withData(Obj documents) {
        return new Evaluation(input, documents, now, limits, strict, world);
    }

    public Evaluation withLimits(Limits other) {
        return new Evaluation(input, data, now, other, strict, world);
    }

    public Evaluation withStrict(boolean on) {
        return new Evaluation(input, data, now, limits, on, world);
    }

    public Evaluation withWorld(World other) {
        return new Evaluation(input, data, now, limits, strict, other);
    }
}

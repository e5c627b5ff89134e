package dev.meshwarden.rego.runtime;

import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * What is known about one pair of input and data: answers of functions. {@code with} pushes another; putting the old values back finds the
 * old memory.
 *
 * <p>Threading: confined to the evaluation's thread.
 */
public final class Memory {
    /** Stands for an answer that is known to be undefined. */
    public static final Object UNDEFINED = new Object();

    private final @Nullable Value input;
    private final @Nullable Value data;
    private final @Nullable StandIn standIns;
    private final int size;
    private final @Nullable Object[] slots;
    private final @Nullable Memory outer;
    private @Nullable Object @Nullable [] answers;

    /** A value standing in for a function, and those in force before. */
    private record StandIn(String name, Value value, @Nullable StandIn before) {}

    private Memory(
            @Nullable Value input,
            @Nullable Value data,
            @Nullable StandIn standIns,
            int size,
            @Nullable Object[] slots,
            @Nullable Memory outer) {
        this.input = input;
        this.data = data;
        this.standIns = standIns;
        this.size = size;
        this.slots = slots;
        this.outer = outer;
    }

    /** The memory to begin with. */
    public static Memory first(
            @Nullable Value input, @Nullable Value data, int answers, int slots) {
        return new Memory(input, data, null, answers, new Object[slots], null);
    }

    /** The memory for another pair: this one or one around it when it is of that pair, otherwise a new one. */
    public Memory enter(@Nullable Value newInput, @Nullable Value newData) {
        for (Memory m = this; m != null; m = m.outer) {
            if (m.input == newInput && m.data == newData && m.standIns == standIns) {
                return m;
            }
        }
        return new Memory(
                newInput,
                newData,
                standIns,
                size,
                newInput == input ? slots : new Object[slots.length],
                this);
    }

    /** The memory for the same pair with a value standing in for a function. */
    public Memory enter(String name, Value value) {
        return new Memory(input, data, new StandIn(name, value, standIns), size, slots, this);
    }

    /** What stands in for a function; null when nothing does. */
    public @Nullable Value standIn(String name) {
        for (StandIn s = standIns; s != null; s = s.before) {
            if (s.name.equals(name)) {
                return s.value;
            }
        }
        return null;
    }

    /** Null: not known yet. {@link #UNDEFINED}, a value, or what the caller keeps for itself. */
    public @Nullable Object answer(int number) {
        return answers == null ? null : answers[number];
    }

    public void keep(int number, @Nullable Object answer) {
        @Nullable Object[] known = answers;
        if (known == null) {
            known = new Object[size];
            answers = known;
        }
        known[number] = answer == null ? UNDEFINED : answer;
    }

    /** The looked-up paths of the input; {@link #UNDEFINED} where nothing stands. */
    public @Nullable Object[] slots() {
        return slots;
    }
}

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
    private final @Nullable Object[] answers;
    private final @Nullable Value[] slots;
    private final @Nullable Memory outer;

    private Memory(
            @Nullable Value input,
            @Nullable Value data,
            int answers,
            @Nullable Value[] slots,
            @Nullable Memory outer) {
        this.input = input;
        this.data = data;
        this.answers = new Object[answers];
        this.slots = slots;
        this.outer = outer;
    }

    /** The memory to begin with. */
    public static Memory first(
            @Nullable Value input, @Nullable Value data, int answers, int slots) {
        return new Memory(input, data, answers, new Value[slots], null);
    }

    /** The memory for another pair: this one or one around it when it is of that pair, otherwise a new one. */
    public Memory enter(@Nullable Value newInput, @Nullable Value newData) {
        for (Memory m = this; m != null; m = m.outer) {
            if (m.input == newInput && m.data == newData) {
                return m;
            }
        }
        return new Memory(
                newInput,
                newData,
                answers.length,
                newInput == input ? slots : new Value[slots.length],
                this);
    }

    /** Null: not known yet. {@link #UNDEFINED}, a value, or what the caller keeps for itself. */
    public @Nullable Object answer(int number) {
        return answers[number];
    }

    public void keep(int number, @Nullable Object answer) {
        answers[number] = answer == null ? UNDEFINED : answer;
    }

    /** The looked-up paths of the input. */
    public @Nullable Value[] slots() {
        return slots;
    }
}

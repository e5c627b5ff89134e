package dev.meshwarden.rego.interpret;

/** One step made ready to run. Immutable, shared by all threads. */
abstract class Step {
    /** The step is defined: go on with the next. */
    static final int DEFINED = 0;

    /** The block around the step is undefined. A break by n is {@code UNDEFINED + n}. */
    static final int UNDEFINED = 1;

    /** The function is left; its result stands in its result local. */
    static final int RETURN = Integer.MAX_VALUE;

    /** Runs the step; answers how to go on. */
    abstract int run(Frame frame);

    /** What a block's end means one block further out: a break counts one less. */
    static int outward(int end) {
        return end == RETURN ? RETURN : end - 1;
    }
}

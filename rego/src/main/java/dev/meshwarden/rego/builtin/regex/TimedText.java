package dev.meshwarden.rego.builtin.regex;

import dev.meshwarden.rego.limit.Budget;

/** A text whose reading counts as work: a long match halts like any other loop. */
final class TimedText implements CharSequence {
    private static final int WORK_PER_STEP = 256;
    private static final int WORK_PER_INSTRUCTION = 16;
    private static final int WORK = 4;

    private final Budget budget;
    private final String text;
    private final int workPerRead;
    private int work;

    /**
     * @param programSize instructions of the pattern, all of which one letter may keep busy
     */
    TimedText(Budget budget, int programSize, String text) {
        this.budget = budget;
        this.workPerRead = WORK + programSize * WORK_PER_INSTRUCTION;
        this.text = text;
    }

    @Override
    public char charAt(int index) {
        work += workPerRead;
        if (work >= WORK_PER_STEP) {
            budget.steps(work / WORK_PER_STEP);
            work = 0;
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}

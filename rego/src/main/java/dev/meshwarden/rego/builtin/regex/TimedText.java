package dev.meshwarden.rego.builtin.regex;

import dev.meshwarden.rego.limit.Budget;

/** A text whose reading counts as work: a long match halts like any other loop. */
final class TimedText implements CharSequence {
    private static final int READS_PER_STEP = 64;

    private final Budget budget;
    private final String text;
    private int reads;

    TimedText(Budget budget, String text) {
        this.budget = budget;
        this.text = text;
    }

    @Override
    public char charAt(int index) {
        if (++reads == READS_PER_STEP) {
            reads = 0;
            budget.step();
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

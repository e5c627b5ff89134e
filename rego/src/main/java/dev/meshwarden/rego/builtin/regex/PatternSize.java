package dev.meshwarden.rego.builtin.regex;

import dev.meshwarden.rego.builtin.BuiltinError;

import java.util.ArrayDeque;

/**
 * About how many instructions a pattern compiles to, from its text alone: a letter or a class is one, a repeat multiplies what it
 * repeats. What is not a pattern gets some number; the parser refuses it.
 */
final class PatternSize {
    private static final long HUGE = 1L << 40;
    private static final int DEEPEST = 500;

    /** Of repeats inside repeats, multiplied; Go's own bound. */
    private static final int MOST_REPEATS = 1_000;

    private final String text;
    private final ArrayDeque<Long> outer = new ArrayDeque<>();
    private final ArrayDeque<Long> outerTimes = new ArrayDeque<>();
    private int at;
    private long sum;
    private long last;
    private long times = 1; // most repeats inside what is open
    private long lastTimes = 1;

    private PatternSize(String text) {
        this.text = text;
    }

    static long of(String text) {
        return new PatternSize(text).size();
    }

    private long size() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '(' -> {
                    outer.push(sum + last);
                    outerTimes.push(Math.max(times, lastTimes));
                    times = 1;
                    lastTimes = 1;
                    sum = 2;
                    last = 0;
                    if (outer.size() > DEEPEST) {
                        return HUGE;
                    }
                }
                case ')' -> {
                    long group = sum + last;
                    sum = outer.isEmpty() ? 0 : outer.pop();
                    last = group;
                    lastTimes = Math.max(times, lastTimes);
                    times = outerTimes.isEmpty() ? 1 : outerTimes.pop();
                }
                case '[' -> {
                    skipClass();
                    atom(1);
                }
                case '\\' -> {
                    skipEscape();
                    atom(1);
                }
                case '*', '+', '?' -> last += 1;
                case '{' -> repeat();
                default -> atom(1);
            }
            if (sum + last > HUGE) {
                return HUGE;
            }
        }
        while (!outer.isEmpty()) {
            sum += outer.pop();
        }
        return sum + last;
    }

    private void atom(long size) {
        sum += last;
        last = size;
        times = Math.max(times, lastTimes);
        lastTimes = 1;
    }

    private void skipEscape() {
        if (at < text.length() && text.charAt(at) == 'Q') {
            int end = text.indexOf("\\E", at);
            int stop = end < 0 ? text.length() : end;
            sum += stop - at;
            at = Math.min(text.length(), stop + 2);
        } else {
            at++;
        }
    }

    private void skipClass() {
        if (at < text.length() && text.charAt(at) == '^') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == ']') {
            at++;
        }
        while (at < text.length() && text.charAt(at) != ']') {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.startsWith("[:", at)) {
                int end = text.indexOf(":]", at);
                at = end < 0 ? at : end + 1;
            }
            at++;
        }
        at++;
    }

    private void repeat() {
        int close = text.indexOf('}', at);
        String inside = close < 0 ? "" : text.substring(at, close);
        if (!inside.matches("[0-9]{1,6}(,[0-9]{0,6})?")) {
            atom(1);
            return;
        }
        at = close + 1;
        int comma = inside.indexOf(',');
        String most = inside.substring(comma + 1);
        String least = comma < 0 ? inside : inside.substring(0, comma);
        long count = most.isEmpty() ? Long.parseLong(least) + 1 : Long.parseLong(most);
        last = Math.min(HUGE, Math.max(1, last) * Math.max(1, count) + 1);
        lastTimes *= Math.max(1, most.isEmpty() ? count - 1 : count);
        if (lastTimes > MOST_REPEATS) {
            throw BuiltinError.failed(
                    "error parsing regexp: invalid repeat count: `{" + inside + "}`");
        }
    }
}

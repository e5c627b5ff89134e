package dev.meshwarden.rego.builtin.regex;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.regex.GlobToken.Times;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Reads a simple pattern: letters, {@code .}, {@code [a-z]}, a backslash before any of these, and {@code +} or {@code *} behind. */
final class GlobTokens {
    private final int[] input;
    private final String text;
    private int at;
    private boolean escaped;

    private GlobTokens(String text) {
        this.text = text;
        this.input = text.codePoints().toArray();
    }

    /** Neighbours that repeat the same are one. */
    static List<GlobToken> of(String text) {
        var reader = new GlobTokens(text);
        List<GlobToken> tokens = new ArrayList<>();
        while (reader.at < reader.input.length) {
            GlobToken next = reader.token();
            GlobToken last = tokens.isEmpty() ? null : tokens.getLast();
            if (last != null
                    && last.times() != Times.ONCE
                    && next.times() != Times.ONCE
                    && last.looksLike(next)) {
                boolean some = last.times() == Times.SOME || next.times() == Times.SOME;
                tokens.set(tokens.size() - 1, last.repeated(some ? Times.SOME : Times.ANY));
            } else {
                tokens.add(next);
            }
        }
        return tokens;
    }

    private GlobToken token() {
        int c = next();
        GlobToken token;
        if (escaped) {
            token = GlobToken.letter(c);
        } else {
            token =
                    switch (c) {
                        case '.' -> GlobToken.dot();
                        case '[' -> set();
                        case ']' -> throw wrong("set-close ']' with no preceding '['");
                        case '+', '*' ->
                                throw wrong(
                                        "flag '"
                                                + Character.toString(c)
                                                + "' must be preceded by a non-flag");
                        default -> GlobToken.letter(c);
                    };
        }
        if (at < input.length && (input[at] == '+' || input[at] == '*')) {
            token = token.repeated(input[at] == '+' ? Times.SOME : Times.ANY);
            at++;
        }
        return token;
    }

    private GlobToken set() {
        var letters = new BitSet();
        int previous = -1;
        while (at < input.length) {
            int c = next();
            if (!escaped && c == ']') {
                return GlobToken.set(letters);
            } else if (!escaped && c == '-') {
                if (previous < 0) {
                    throw wrong("range character '-' must be preceded by a Unicode character");
                }
                if (at >= input.length - 1) {
                    throw wrong("range character '-' must be followed by a Unicode character");
                }
                letters.set(previous, rangeEnd(previous) + 1);
                previous = -1;
            } else {
                letters.set(c);
                previous = c;
            }
        }
        throw wrong("found [ without matching ]");
    }

    private int rangeEnd(int begin) {
        int end = next();
        if (!escaped && (end == ']' || end == '-')) {
            throw wrong("range character '-' cannot be followed by a special symbol");
        }
        if (end < begin) {
            throw wrong(
                    "range is out of order: '"
                            + Character.toString(end)
                            + "' comes before '"
                            + Character.toString(begin)
                            + "' in Unicode");
        }
        return end;
    }

    private int next() {
        escaped = input[at] == '\\';
        if (escaped) {
            if (at == input.length - 1) {
                throw wrong("input ends with a \\ (escape) character");
            }
            at++;
        }
        return input[at++];
    }

    private BuiltinError wrong(String what) {
        return BuiltinError.failed(
                "input:" + text + ", pos:" + at + ", " + what + ": the input provided is invalid");
    }
}

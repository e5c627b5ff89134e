package dev.meshwarden.rego.builtin.regex;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.regex.GlobToken.Times;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Value;

import java.util.List;

/**
 * Whether some text fits both of two simple patterns (letters, dots, sets, plus and star), found as OPA finds it, including where that
 * is not quite so. Answers for each pair of places are kept, so the work is bounded by the product of the lengths and not by trying.
 */
final class GlobsMatch {
    private final Budget budget;
    private final List<GlobToken> left;
    private final List<GlobToken> right;
    private final byte[] known; // 1 yes, 2 no, for each pair of places

    private GlobsMatch(Budget budget, List<GlobToken> left, List<GlobToken> right) {
        this.budget = budget;
        this.left = left;
        this.right = right;
        long pairs = (left.size() + 1L) * (right.size() + 1L);
        budget.elements(pairs);
        this.known = new byte[(int) pairs];
    }

    static Bool call(BuiltinContext context, Value[] arguments) {
        String a = Operands.text(arguments, 0);
        String b = Operands.text(arguments, 1);
        List<GlobToken> left = GlobTokens.of(a);
        List<GlobToken> right = GlobTokens.of(b);
        try {
            return Bool.of(intersect(context.budget(), left, right));
        } catch (StackOverflowError _) {
            throw BuiltinError.failed("the globs are too long");
        }
    }

    private static boolean intersect(Budget budget, List<GlobToken> left, List<GlobToken> right) {
        int from = 0;
        while (from < Math.min(left.size(), right.size())
                && left.get(from).times() == Times.ONCE
                && right.get(from).times() == Times.ONCE) {
            if (!left.get(from).meets(right.get(from))) {
                return false;
            }
            from++;
        }
        from = Math.max(0, from - 1);
        int endLeft = left.size() - 1;
        int endRight = right.size() - 1;
        while (endLeft >= from
                && endRight >= from
                && left.get(endLeft).times() == Times.ONCE
                && right.get(endRight).times() == Times.ONCE) {
            if (!left.get(endLeft).meets(right.get(endRight))) {
                return false;
            }
            endLeft--;
            endRight--;
        }
        if (endLeft < left.size() - 1) {
            endLeft++;
            endRight++;
        }
        return new GlobsMatch(
                        budget, left.subList(from, endLeft + 1), right.subList(from, endRight + 1))
                .plain(0, 0);
    }

    /** From these places on, either side. */
    private boolean plain(int i, int j) {
        int pair = i * (right.size() + 1) + j;
        if (known[pair] == 0) {
            known[pair] = (byte) (plainAfresh(i, j) ? 1 : 2);
        }
        return known[pair] == 1;
    }

    private boolean plainAfresh(int from, int other) {
        int i = from;
        int j = other;
        while (i < left.size() && j < right.size()) {
            budget.step();
            GlobToken a = left.get(i);
            GlobToken b = right.get(j);
            if (a.times() != Times.ONCE) {
                return repeated(a.times(), i, j, false);
            } else if (b.times() != Times.ONCE) {
                return repeated(b.times(), j, i, true);
            } else if (!a.meets(b)) {
                return false;
            }
            i++;
            j++;
        }
        return i == left.size() && j == right.size();
    }

    private boolean repeated(Times times, int repeating, int other, boolean swapped) {
        return switch (times) {
            case SOME -> some(repeating, other, swapped);
            case ANY -> any(repeating, other, swapped);
            case ONCE -> false;
        };
    }

    private boolean some(int repeating, int other, boolean swapped) {
        List<GlobToken> mine = swapped ? right : left;
        List<GlobToken> theirs = swapped ? left : right;
        if (!mine.get(repeating).meets(theirs.get(other))) {
            return false;
        }
        return any(repeating, other + 1, swapped)
                || (theirs.get(other).times() != Times.ONCE
                        && plain(repeating + 1, other, swapped));
    }

    /** The repeated token takes tokens of the other side as long as they meet it, stopping wherever its successor can go on. */
    private boolean any(int repeating, int other, boolean swapped) {
        List<GlobToken> mine = swapped ? right : left;
        List<GlobToken> theirs = swapped ? left : right;
        boolean last = repeating + 1 == mine.size();
        for (int i = other; i < theirs.size(); i++) {
            budget.step();
            GlobToken t = theirs.get(i);
            if (!last && t.meets(mine.get(repeating + 1)) && plain(repeating + 1, i, swapped)) {
                return true;
            }
            if (!t.meets(mine.get(repeating))) {
                return false;
            }
        }
        return last;
    }

    private boolean plain(int mine, int theirs, boolean swapped) {
        return swapped ? plain(theirs, mine) : plain(mine, theirs);
    }
}

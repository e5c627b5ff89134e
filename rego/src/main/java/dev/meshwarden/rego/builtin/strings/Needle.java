package dev.meshwarden.rego.builtin.strings;

import dev.meshwarden.rego.limit.Budget;

/** Finds a long string in a longer one in time linear in both (Knuth, Morris, Pratt). */
final class Needle {
    private static final int CHECK_EVERY = 1 << 16;

    private Needle() {}

    static int find(Budget budget, String in, String of, int from) {
        if (of.length() > in.length() - from) {
            return -1;
        }
        int[] fallback = fallbacks(of);
        int matched = 0;
        for (int i = from; i < in.length(); i++) {
            if (i % CHECK_EVERY == 0) {
                budget.checkTime();
            }
            char c = in.charAt(i);
            while (matched > 0 && of.charAt(matched) != c) {
                matched = fallback[matched - 1];
            }
            if (of.charAt(matched) == c) {
                matched++;
            }
            if (matched == of.length()) {
                return i - matched + 1;
            }
        }
        return -1;
    }

    /** For each prefix, the longest shorter prefix that it ends with. */
    private static int[] fallbacks(String of) {
        int[] fallback = new int[of.length()];
        int matched = 0;
        for (int i = 1; i < of.length(); i++) {
            char c = of.charAt(i);
            while (matched > 0 && of.charAt(matched) != c) {
                matched = fallback[matched - 1];
            }
            if (of.charAt(matched) == c) {
                matched++;
            }
            fallback[i] = matched;
        }
        return fallback;
    }
}

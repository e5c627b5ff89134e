package dev.meshwarden.policy.rule;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Which known word a misspelt one is likely to mean. */
public final class Spelling {
    private static final int FARTHEST = 3;

    private Spelling() {}

    /** The nearest known word, when it is near. */
    public static Optional<String> nearest(String written, Collection<String> known) {
        return nearest(written, known, Math.min(FARTHEST, Math.max(1, written.length() / 2)));
    }

    /**
     * The nearest known word, upper and lower case alike.
     *
     * @param most letters that may be changed
     */
    public static Optional<String> nearest(String written, Collection<String> known, int most) {
        String best = "";
        int least = most + 1;
        for (String word : known) {
            int distance =
                    distance(written.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = word;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** As a hint: the likely word, else what is known. */
    public static String hint(String written, Collection<String> known) {
        return nearest(written, known)
                .map(w -> "did you mean `" + w + "`?")
                .orElse("known: " + String.join(", ", known));
    }

    /** Insertions, deletions, replacements, and neighbours in the wrong order. */
    private static int distance(String a, String b) {
        int[][] least = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                least[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, least);
            }
        }
        return least[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] least) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int found = Math.min(least[i - 1][j], least[i][j - 1]) + 1;
        found = Math.min(found, least[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(found, least[i - 2][j - 2] + 1) : found;
    }
}

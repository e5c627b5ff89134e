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

    /** Insertions, deletions and replacements. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

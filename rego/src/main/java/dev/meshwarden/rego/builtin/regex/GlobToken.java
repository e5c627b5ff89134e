package dev.meshwarden.rego.builtin.regex;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;

/**
 * One place of a simple pattern.
 *
 * @param letters the code points that fit; null for any
 */
record GlobToken(@Nullable BitSet letters, boolean set, Times times) {
    /** How often it may stand there. */
    enum Times {
        ONCE,
        SOME,
        ANY
    }

    static GlobToken dot() {
        return new GlobToken(null, false, Times.ONCE);
    }

    static GlobToken letter(int c) {
        var letters = new BitSet();
        letters.set(c);
        return new GlobToken(letters, false, Times.ONCE);
    }

    static GlobToken set(BitSet letters) {
        return new GlobToken(letters, true, Times.ONCE);
    }

    GlobToken repeated(Times how) {
        return new GlobToken(letters, set, how);
    }

    /** Whether one letter fits both. */
    boolean meets(GlobToken other) {
        return letters == null || other.letters == null || letters.intersects(other.letters);
    }

    /** Whether both are the same but for their times. */
    boolean looksLike(GlobToken other) {
        return set == other.set
                && (letters == null ? other.letters == null : letters.equals(other.letters));
    }
}

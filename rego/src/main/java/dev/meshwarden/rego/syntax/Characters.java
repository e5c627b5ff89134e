package dev.meshwarden.rego.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * A text code point by code point. Characters that may stand nowhere are faults of the token that is being cut when they are met.
 *
 * <p>Threading: belongs to one lexer.
 */
final class Characters {
    /** Stands for the end of the text. */
    static final int NONE = -1;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private List<String> faults = new ArrayList<>();
    private int next; // offset behind the current character
    private int current = NONE;

    /** At the first character, or the second when the first is a byte order mark. */
    Characters(String text) {
        this.text = text;
        advance();
        if (current == BYTE_ORDER_MARK) {
            advance();
        }
    }

    int current() {
        return current;
    }

    /** Offset of the current character. */
    int start() {
        return current == NONE ? text.length() : next - Character.charCount(current);
    }

    void advance() {
        if (next >= text.length()) {
            current = NONE;
            return;
        }
        int at = next;
        current = text.codePointAt(at);
        next += Character.charCount(current);
        if (current == 0) {
            fault("illegal null character");
        } else if (current == BYTE_ORDER_MARK && at > 0) {
            fault("illegal byte-order mark");
        } else if (current >= Character.MIN_SURROGATE && current <= Character.MAX_SURROGATE) {
            fault("illegal utf-8 character");
        }
    }

    void fault(String what) {
        faults.add(what);
    }

    boolean isSound() {
        return faults.isEmpty();
    }

    /** The faults since the last time. */
    List<String> takeFaults() {
        if (faults.isEmpty()) {
            return List.of();
        }
        List<String> taken = List.copyOf(faults);
        faults = new ArrayList<>();
        return taken;
    }

    static boolean isLetter(int ch) {
        return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_';
    }

    static boolean isDecimal(int ch) {
        return ch >= '0' && ch <= '9';
    }

    /** Whether it may stand inside a word. */
    static boolean isWord(int ch) {
        return isLetter(ch) || isDecimal(ch) || (ch > 127 && Character.isDigit(ch));
    }
}

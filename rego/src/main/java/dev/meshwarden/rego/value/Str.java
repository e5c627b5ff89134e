package dev.meshwarden.rego.value;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A string. Ordered by code point. A rare byte-backed form carries what is not valid UTF-8; its {@link #text} has U+FFFD at the
 * broken places, its {@link #bytes} are exact, and it equals no text.
 */
public final class Str implements Value {
    public static final Str EMPTY = new Str("", null);

    private final String text;
    private final byte @Nullable [] raw;
    private int hash;

    private Str(String text, byte @Nullable [] raw) {
        this.text = text;
        this.raw = raw;
    }

    public static Str of(String text) {
        return text.isEmpty() ? EMPTY : new Str(text, null);
    }

    /** From UTF-8; bytes that are not stay as they are. */
    public static Str ofBytes(byte[] bytes) {
        try {
            CharBuffer decoded =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes));
            return of(decoded.toString());
        } catch (CharacterCodingException _) {
            return new Str(Utf8.lenient(bytes), bytes.clone());
        }
    }

    /** The text, with U+FFFD where the bytes are not UTF-8. */
    public String text() {
        return text;
    }

    /** Whether the bytes are valid UTF-8, which nearly all strings are. */
    public boolean isText() {
        return raw == null;
    }

    /** The exact bytes; a fresh array. */
    public byte[] bytes() {
        return raw == null ? text.getBytes(StandardCharsets.UTF_8) : raw.clone();
    }

    /** Length in code points. */
    public int codePoints() {
        return text.codePointCount(0, text.length());
    }

    @Override
    public int rank() {
        return 3;
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof Str s)) {
            return Integer.compare(3, other.rank());
        }
        if (raw != null || s.raw != null) {
            return Arrays.compareUnsigned(bytes(), s.bytes());
        }
        return compareByCodePoint(text, s.text);
    }

    /** UTF-8 byte order, which Java's own comparison is not where surrogates meet U+E000 to U+FFFF. */
    static int compareByCodePoint(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean highX = Character.isSurrogate(x);
                boolean highY = Character.isSurrogate(y);
                return highX == highY ? Character.compare(x, y) : highX ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Str s && text.equals(s.text) && Arrays.equals(raw, s.raw));
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = text.hashCode() ^ 0x5bd1e995;
            hash = h;
        }
        return h;
    }

    /** As a JSON string. */
    @Override
    public String toString() {
        return JsonWriter.toJson(this);
    }
}

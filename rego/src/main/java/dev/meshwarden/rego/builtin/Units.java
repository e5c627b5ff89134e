package dev.meshwarden.rego.builtin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Utf8;

/**
 * How a string operation reads its operands: as text, or, where one of them is not UTF-8, byte for byte, so that searching and cutting
 * never change a byte.
 */
public enum Units {
    TEXT,
    BYTES;

    public static Units of(Str one) {
        return one.isText() ? TEXT : BYTES;
    }

    public static Units of(Str one, Str other) {
        return one.isText() && other.isText() ? TEXT : BYTES;
    }

    public static Units of(Str one, Str other, Str third) {
        return one.isText() && other.isText() && third.isText() ? TEXT : BYTES;
    }

    /** The string in these units: UTF-16, or one char a byte. */
    public String read(Str value) {
        return this == TEXT ? value.text() : new String(value.bytes(), ISO_8859_1);
    }

    /** The opposite of {@link #read}. */
    public Str write(String units) {
        return this == TEXT ? Str.of(units) : Str.ofBytes(units.getBytes(ISO_8859_1));
    }

    /** Where the code point or byte at this place ends; what is not UTF-8 stands alone. */
    public int next(String units, int at) {
        if (this == TEXT) {
            return units.offsetByCodePoints(at, 1);
        }
        int end = Math.min(units.length(), at + 4);
        return at + Utf8.length(units.substring(at, end).getBytes(ISO_8859_1), 0);
    }
}

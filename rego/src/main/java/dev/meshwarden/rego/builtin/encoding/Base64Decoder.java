package dev.meshwarden.rego.builtin.encoding;

import dev.meshwarden.rego.builtin.BuiltinError;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Base64 read as strictly as Go reads it, which is not as the JDK does. */
enum Base64Decoder {
    STANDARD("+/"),
    URL("-_");

    private final int[] values = new int[128];

    Base64Decoder(String last) {
        Arrays.fill(values, -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + last;
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = i;
        }
    }

    byte[] decode(byte[] text) {
        var out = new ByteArrayOutputStream(text.length * 3 / 4);
        int at = 0;
        int held = 0;
        int count = 0;
        while (at < text.length) {
            byte c = text[at];
            if (c == '\n' || c == '\r') {
                at++;
            } else if (c == '=') {
                padding(text, at, count);
                break;
            } else {
                int value = c < 0 ? -1 : values[c];
                if (value < 0) {
                    throw corrupt(at);
                }
                held = held << 6 | value;
                at++;
                if (++count == 4) {
                    out.write(held >> 16);
                    out.write(held >> 8);
                    out.write(held);
                    held = 0;
                    count = 0;
                }
            }
        }
        if (at == text.length && count > 0) {
            throw corrupt(at - count);
        }
        if (count >= 2) {
            out.write(held >> (count == 2 ? 4 : 10));
        }
        if (count == 3) {
            out.write(held >> 2);
        }
        return out.toByteArray();
    }

    /** The rest must be the padding that is due, and line breaks. */
    private static void padding(byte[] text, int first, int count) {
        if (count < 2) {
            throw corrupt(first);
        }
        int at = first + 1;
        if (count == 2) {
            at = afterBreaks(text, at);
            if (at == text.length) {
                throw corrupt(text.length);
            }
            if (text[at] != '=') {
                throw corrupt(at - 1);
            }
            at++;
        }
        at = afterBreaks(text, at);
        if (at < text.length) {
            throw corrupt(at);
        }
    }

    private static int afterBreaks(byte[] text, int from) {
        int at = from;
        while (at < text.length && (text[at] == '\n' || text[at] == '\r')) {
            at++;
        }
        return at;
    }

    private static BuiltinError corrupt(int at) {
        return BuiltinError.failed("illegal base64 data at input byte " + at);
    }
}

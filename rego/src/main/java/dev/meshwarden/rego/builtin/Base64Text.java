package dev.meshwarden.rego.builtin;

import java.io.ByteArrayOutputStream;
import java.util.Base64;

/** Base64 as Go reads it: line ends are skipped, and what is illegal is named by its place in the text. */
public final class Base64Text {
    private final boolean url;
    private final boolean padded;

    /** The standard alphabet, with padding. */
    public static final Base64Text STANDARD = new Base64Text(false, true);

    /** The alphabet of addresses, without padding. */
    public static final Base64Text URL = new Base64Text(true, false);

    /** The alphabet of addresses, with padding. */
    public static final Base64Text PADDED_URL = new Base64Text(true, true);

    private Base64Text(boolean url, boolean padded) {
        this.url = url;
        this.padded = padded;
    }

    public String encode(byte[] bytes) {
        Base64.Encoder encoder = url ? Base64.getUrlEncoder() : Base64.getEncoder();
        return (padded ? encoder : encoder.withoutPadding()).encodeToString(bytes);
    }

    /** Throws {@link BuiltinError}: {@code illegal base64 data at input byte 4}. Characters beyond ASCII count one byte each. */
    public byte[] decode(String text) {
        var out = new ByteArrayOutputStream(text.length() * 3 / 4);
        int at = 0;
        while (at >= 0) {
            at = quantum(text, at, out);
        }
        return out.toByteArray();
    }

    /** Reads up to four digits; the place behind them, -1 at the end of the text. */
    private int quantum(String text, int from, ByteArrayOutputStream out) {
        int at = from;
        int bits = 0;
        int digits = 0;
        while (digits < 4) {
            at = skipLineEnds(text, at);
            if (at == text.length()) {
                if (digits == 1 || (digits > 0 && padded)) {
                    throw illegal(at - digits);
                }
                write(out, bits, digits);
                return -1;
            }
            char c = text.charAt(at);
            int value = value(c);
            if (value < 0) {
                if (c != '=' || !padded) {
                    throw illegal(at);
                }
                endWithPadding(text, at, digits);
                write(out, bits, digits);
                return -1;
            }
            bits = bits << 6 | value;
            digits++;
            at++;
        }
        write(out, bits, 4);
        return at;
    }

    private static void endWithPadding(String text, int pad, int digits) {
        if (digits < 2) {
            throw illegal(pad);
        }
        int at = skipLineEnds(text, pad + 1);
        if (digits == 2) {
            if (at == text.length()) {
                throw illegal(at);
            }
            if (text.charAt(at) != '=') {
                throw illegal(at);
            }
            at = skipLineEnds(text, at + 1);
        }
        if (at < text.length()) {
            throw illegal(at);
        }
    }

    private static int skipLineEnds(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r')) {
            at++;
        }
        return at;
    }

    private static void write(ByteArrayOutputStream out, int bits, int digits) {
        int whole = bits << 6 * (4 - digits);
        for (int i = 0; i < digits - 1; i++) {
            out.write(whole >> 16 - 8 * i);
        }
    }

    private int value(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        } else if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        } else if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        } else if (c == (url ? '-' : '+')) {
            return 62;
        }
        return c == (url ? '_' : '/') ? 63 : -1;
    }

    private static BuiltinError illegal(int at) {
        return BuiltinError.failed("illegal base64 data at input byte " + at);
    }
}

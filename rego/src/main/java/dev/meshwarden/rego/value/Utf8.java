package dev.meshwarden.rego.value;

/** UTF-8 as Go decodes it: of what is not valid every byte stands alone. */
public final class Utf8 {
    private Utf8() {}

    /** Bytes of the code point that begins here; 1 where none does. */
    public static int length(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        int size = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
        if (at + size > bytes.length) {
            return 1;
        }
        for (int i = 1; i < size; i++) {
            int c = bytes[at + i] & 0xFF;
            int least = i > 1 ? 0x80 : lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
            int most = i > 1 ? 0xBF : lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
            if (c < least || c > most) {
                return 1;
            }
        }
        return size;
    }

    /** The code point that begins here; -1 where none does. */
    public static int codePoint(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0x80) {
            return lead;
        }
        int size = length(bytes, at);
        if (size == 1) {
            return -1;
        }
        int c = lead & (0x7F >> size);
        for (int i = 1; i < size; i++) {
            c = c << 6 | (bytes[at + i] & 0x3F);
        }
        return c;
    }

    /** The text, with U+FFFD for every byte that is not UTF-8. */
    static String lenient(byte[] bytes) {
        var out = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; i += length(bytes, i)) {
            int c = codePoint(bytes, i);
            out.appendCodePoint(c < 0 ? 0xFFFD : c);
        }
        return out.toString();
    }
}

package dev.meshwarden.webhook.admission;

import java.util.Optional;

/**
 * The check that bytes pass before any parser sees them: UTF-8 by the standard, no byte order mark, no control character but tab, LF
 * and CR, an object first, no lone surrogate written as an escape. A lenient parser reads each of these as something that the API
 * server did not mean.
 */
final class StrictBytes {
    private StrictBytes() {}

    /** What is wrong, in one clause; empty when nothing is. */
    static Optional<String> fault(byte[] body) {
        if (body.length == 0) {
            return Optional.of("the body is empty");
        }
        if (body.length >= 3
                && (body[0] & 0xff) == 0xef
                && (body[1] & 0xff) == 0xbb
                && (body[2] & 0xff) == 0xbf) {
            return Optional.of("the body begins with a byte order mark");
        }
        boolean begun = false;
        int at = 0;
        while (at < body.length) {
            int b = body[at] & 0xff;
            if (b >= 0x80) {
                int length = sequence(body, at);
                if (length == 0) {
                    return Optional.of("the body is not valid UTF-8 at byte " + at);
                }
                if (!begun) {
                    return notAnObject();
                }
                at += length;
                continue;
            }
            if (b < 0x20 && b != '\t' && b != '\n' && b != '\r') {
                return Optional.of("the body has a control character at byte " + at);
            }
            if (!begun && b > ' ') {
                if (b != '{') {
                    return notAnObject();
                }
                begun = true;
            }
            if (b == '\\') {
                int length = escape(body, at);
                if (length == 0) {
                    return Optional.of("the body has a lone surrogate escape at byte " + at);
                }
                at += length;
                continue;
            }
            at++;
        }
        return begun ? Optional.empty() : notAnObject();
    }

    private static Optional<String> notAnObject() {
        return Optional.of("the body is not a JSON object");
    }

    /** Length of the UTF-8 sequence at a byte of 0x80 or more; 0 for none by the table of the Unicode standard (3-7). */
    private static int sequence(byte[] body, int at) {
        int first = body[at] & 0xff;
        if (first < 0xc2 || first > 0xf4) {
            return 0;
        }
        int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if (at + length > body.length) {
            return 0;
        }
        int second = body[at + 1] & 0xff;
        int lowest =
                switch (first) {
                    case 0xe0 -> 0xa0;
                    case 0xf0 -> 0x90;
                    default -> 0x80;
                };
        int highest =
                switch (first) {
                    case 0xed -> 0x9f;
                    case 0xf4 -> 0x8f;
                    default -> 0xbf;
                };
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((body[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** Length of the escape at a backslash; 0 for half a surrogate pair. What is no escape at all is left to the parser. */
    private static int escape(byte[] body, int at) {
        int unit = unit(body, at);
        if (unit < 0) {
            return 2;
        }
        if (Character.isLowSurrogate((char) unit)) {
            return 0;
        }
        if (!Character.isHighSurrogate((char) unit)) {
            return 6;
        }
        int next = unit(body, at + 6);
        return next >= 0 && Character.isLowSurrogate((char) next) ? 12 : 0;
    }

    /** The UTF-16 unit of the escape at a place; -1 where none stands. */
    private static int unit(byte[] body, int at) {
        if (at + 6 > body.length || body[at] != '\\' || body[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = 2; i < 6; i++) {
            int digit = Character.digit(body[at + i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}

package dev.meshwarden.rego.builtin.encoding;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.GoQuote;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.HexFormat;

/** Bytes as pairs of hexadecimal digits. */
final class HexText {
    private HexText() {}

    static Str encode(BuiltinContext context, Value[] arguments) {
        byte[] bytes = Operands.string(arguments, 0).bytes();
        context.budget().string(bytes.length * 2L);
        return Str.of(HexFormat.of().formatHex(bytes));
    }

    static Str decode(BuiltinContext context, Value[] arguments) {
        byte[] digits = Operands.string(arguments, 0).bytes();
        byte[] bytes = new byte[digits.length / 2];
        for (int i = 0; i < digits.length; i++) {
            if (i + 1 == digits.length && digits.length % 2 == 1 && digit(digits, i) >= 0) {
                throw BuiltinError.failed("encoding/hex: odd length hex string");
            }
            if (digit(digits, i) < 0) {
                throw BuiltinError.failed("encoding/hex: invalid byte: " + shown(digits[i]));
            }
            if (i % 2 == 1) {
                bytes[i / 2] = (byte) (digit(digits, i - 1) << 4 | digit(digits, i));
            }
        }
        return Str.ofBytes(bytes);
    }

    private static int digit(byte[] digits, int at) {
        return digits[at] < 0 ? -1 : Character.digit(digits[at], 16);
    }

    /** As Go's {@code %#U}. */
    private static String shown(byte b) {
        int c = b & 0xFF;
        String name = "U+%04X".formatted(c);
        boolean printable = c < 0x80 ? c >= ' ' && c < 0x7F : GoQuote.isPrintable(c);
        return printable ? name + " '" + Character.toString(c) + "'" : name;
    }
}

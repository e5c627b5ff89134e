package dev.meshwarden.rego.builtin.encoding;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 in its two alphabets. Decoding is Go's: line breaks are skipped, padding must be right, bits left over may be anything, and
 * the error names the byte.
 */
final class Base64Text {
    private Base64Text() {}

    static Str encode(BuiltinContext context, Value[] arguments) {
        return encode(context, Operands.string(arguments, 0), Base64.getEncoder());
    }

    static Str encodeUrl(BuiltinContext context, Value[] arguments) {
        return encode(context, Operands.string(arguments, 0), Base64.getUrlEncoder());
    }

    static Str encodeUrlWithoutPadding(BuiltinContext context, Value[] arguments) {
        return encode(
                context, Operands.string(arguments, 0), Base64.getUrlEncoder().withoutPadding());
    }

    private static Str encode(BuiltinContext context, Str value, Base64.Encoder encoder) {
        byte[] bytes = value.bytes();
        context.budget().string(bytes.length * 4L / 3);
        return Str.of(encoder.encodeToString(bytes));
    }

    static Str decode(BuiltinContext context, Value[] arguments) {
        return Str.ofBytes(Base64Decoder.STANDARD.decode(Operands.string(arguments, 0).bytes()));
    }

    static Bool isValid(BuiltinContext context, Value[] arguments) {
        if (!(arguments[0] instanceof Str s)) {
            return Bool.FALSE;
        }
        try {
            Base64Decoder.STANDARD.decode(s.bytes());
            return Bool.TRUE;
        } catch (BuiltinError _) {
            return Bool.FALSE; // the question itself
        }
    }

    /** Padding may be left out. */
    static Str decodeUrl(BuiltinContext context, Value[] arguments) {
        Str value = Operands.string(arguments, 0);
        byte[] bytes = value.bytes();
        boolean padded = bytes.length > 0 && bytes[bytes.length - 1] == '=';
        int over = padded ? 0 : bytes.length % 4;
        if (over == 1) {
            throw BuiltinError.failed("illegal base64url string: " + value.text());
        }
        byte[] whole = Arrays.copyOf(bytes, bytes.length + (over == 0 ? 0 : 4 - over));
        Arrays.fill(whole, bytes.length, whole.length, (byte) '=');
        return Str.ofBytes(Base64Decoder.URL.decode(whole));
    }
}

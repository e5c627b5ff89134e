package dev.meshwarden.rego.builtin.crypto;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** Digests and message authentication codes, of a string's exact bytes, in lower-case hexadecimal. */
public final class CryptoBuiltins {
    private static final String DIGEST = "x: string -> string";
    private static final String MAC = "x: string, key: string -> string";

    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "crypto.hmac.equal",
                            Signature.of("mac1: string, mac2: string -> boolean"),
                            CryptoBuiltins::equal),
                    hmac("crypto.hmac.md5", MD5Digest::new),
                    hmac("crypto.hmac.sha1", SHA1Digest::new),
                    hmac("crypto.hmac.sha256", SHA256Digest::new),
                    hmac("crypto.hmac.sha512", SHA512Digest::new),
                    digest("crypto.md5", MD5Digest::new),
                    digest("crypto.sha1", SHA1Digest::new),
                    digest("crypto.sha256", SHA256Digest::new));

    private CryptoBuiltins() {}

    private static Builtin digest(String name, Supplier<Digest> algorithm) {
        return pure(
                name,
                Signature.of(DIGEST),
                (_, arguments) -> {
                    byte[] message = Operands.string(arguments, 0).bytes();
                    Digest digest = algorithm.get();
                    digest.update(message, 0, message.length);
                    byte[] out = new byte[digest.getDigestSize()];
                    digest.doFinal(out, 0);
                    return hex(out);
                });
    }

    private static Builtin hmac(String name, Supplier<Digest> algorithm) {
        return pure(
                name,
                Signature.of(MAC),
                (_, arguments) -> {
                    byte[] message = Operands.string(arguments, 0).bytes();
                    byte[] key = Operands.string(arguments, 1).bytes();
                    var mac = new HMac(algorithm.get());
                    mac.init(new KeyParameter(key));
                    mac.update(message, 0, message.length);
                    byte[] out = new byte[mac.getMacSize()];
                    mac.doFinal(out, 0);
                    return hex(out);
                });
    }

    private static Str hex(byte[] bytes) {
        return Str.of(HexFormat.of().formatHex(bytes));
    }

    /** In a time that does not depend on where the two differ. */
    private static Value equal(BuiltinContext context, Value[] arguments) {
        byte[] first = Operands.string(arguments, 0).bytes();
        byte[] second = Operands.string(arguments, 1).bytes();
        return Bool.of(MessageDigest.isEqual(first, second));
    }
}

package dev.meshwarden.webhook.audit.seal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public Ed25519 key with the name of who signs, written as a C2SP verifier string: {@code <name>+<key hash>+<base64 of 0x01 and key>}.
 *
 * @param name without spaces and plus signs
 * @param raw the key's 32 bytes (RFC 8032)
 * @see <a href="https://c2sp.org/signed-note">C2SP signed-note</a>
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below, and never written to
public record VerifierKey(String name, byte[] raw) {
    static final byte ED25519 = 1;
    private static final int RAW = 32;

    public VerifierKey {
        if (!isName(name) || raw.length != RAW) {
            throw new IllegalArgumentException("no verifier key: " + name);
        }
    }

    static VerifierKey of(String name, EdECPublicKey key) {
        byte[] raw = new byte[RAW];
        byte[] y = key.getPoint().getY().toByteArray();
        for (int i = 0; i < Math.min(RAW, y.length); i++) {
            raw[i] = y[y.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            raw[RAW - 1] |= (byte) 0x80;
        }
        return new VerifierKey(name, raw);
    }

    /** Empty when the text is no verifier string, or its key hash is not that of its key. */
    public static Optional<VerifierKey> parse(String text) {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length != 3 || !isName(parts[0])) {
            return Optional.empty();
        }
        try {
            byte[] typed = Base64.getDecoder().decode(parts[2]);
            if (typed.length != RAW + 1 || typed[0] != ED25519) {
                return Optional.empty();
            }
            var key = new VerifierKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
            return key.hashHex().equals(parts[1]) ? Optional.of(key) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // no base64
        }
    }

    /** The verifier string. */
    public String text() {
        return name + "+" + hashHex() + "+" + Base64.getEncoder().encodeToString(typed());
    }

    /** The first four bytes of SHA-256(name, newline, type, key): which key a signature line means. */
    byte[] hash() {
        MessageDigest digest = Hash.sha256();
        digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(typed());
        return Arrays.copyOf(digest.digest(), 4);
    }

    String hashHex() {
        return HexFormat.of().formatHex(hash());
    }

    boolean verifies(byte[] text, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey());
            verifier.update(text);
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            return false; // a signature of another shape
        }
    }

    private PublicKey publicKey() throws GeneralSecurityException {
        byte[] bigEndian = new byte[RAW];
        for (int i = 0; i < RAW; i++) {
            bigEndian[i] = raw[RAW - 1 - i];
        }
        boolean xOdd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        var point = new EdECPoint(xOdd, new BigInteger(1, bigEndian));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    private byte[] typed() {
        byte[] typed = new byte[RAW + 1];
        typed[0] = ED25519;
        System.arraycopy(raw, 0, typed, 1, RAW);
        return typed;
    }

    static boolean isName(String name) {
        return !name.isEmpty() && name.chars().noneMatch(c -> c == '+' || c <= ' ' || c == 0x7f);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey k && name.equals(k.name) && Arrays.equals(raw, k.raw);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + Arrays.hashCode(raw);
    }

    @Override
    public String toString() {
        return text();
    }
}

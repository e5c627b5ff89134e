package dev.meshwarden.webhook.audit.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A SHA-256 value, with the two ways in which RFC 6962 makes one: of a leaf's bytes and of two nodes.
 *
 * @param bytes 32; not copied, nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below, and never written to
public record Hash(byte[] bytes) {
    public static final int LENGTH = 32;

    /** What stands before the first record. */
    public static final Hash ZERO = new Hash(new byte[LENGTH]);

    public Hash {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
    }

    /** SHA-256(0x00 || bytes). */
    public static Hash leaf(byte[] bytes, int from, int length) {
        MessageDigest digest = sha256();
        digest.update((byte) 0);
        digest.update(bytes, from, length);
        return new Hash(digest.digest());
    }

    /** SHA-256(0x01 || left || right). */
    public static Hash node(Hash left, Hash right) {
        MessageDigest digest = sha256();
        digest.update((byte) 1);
        digest.update(left.bytes);
        digest.update(right.bytes);
        return new Hash(digest.digest());
    }

    /** Plain SHA-256, of nothing for the root of an empty tree. */
    public static Hash of(byte[] bytes) {
        return new Hash(sha256().digest(bytes));
    }

    /** From base64; refused when it is none, or of another length. */
    public static Hash parse(String base64) {
        return new Hash(Base64.getDecoder().decode(base64));
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: no SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash h && MessageDigest.isEqual(bytes, h.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64();
    }
}

package dev.meshwarden.certs.pki;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Serial numbers: 20 random bytes with the top bit clear and the second set, so positive, of one length, and never small. */
final class Serial {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Serial() {}

    static BigInteger next() {
        byte[] bytes = new byte[20];
        RANDOM.nextBytes(bytes);
        bytes[0] = (byte) ((bytes[0] & 0x7f) | 0x40);
        return new BigInteger(bytes);
    }
}

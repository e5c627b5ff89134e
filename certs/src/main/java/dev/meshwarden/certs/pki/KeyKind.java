package dev.meshwarden.certs.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Locale;

/** The kinds of key that we make; the text is the value of {@code tls.ca.key}. */
public enum KeyKind {
    P256("EC", "secp256r1", 256, "SHA256withECDSA"),
    P384("EC", "secp384r1", 384, "SHA384withECDSA"),
    RSA3072("RSA", "", 3072, "SHA256withRSA");

    private final String algorithm;
    private final String curve;
    private final int bits;
    private final String signature;

    KeyKind(String algorithm, String curve, int bits, String signature) {
        this.algorithm = algorithm;
        this.curve = curve;
        this.bits = bits;
        this.signature = signature;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A fresh pair. */
    public KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (curve.isEmpty()) {
                generator.initialize(bits);
            } else {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: this JDK cannot make a " + text() + " key", e);
        }
    }

    /** The signature algorithm that a key signs certificates with: SHA-384 for curves beyond 256 bits, else SHA-256. */
    static String signatureOf(PrivateKey key) {
        if (key instanceof ECPrivateKey ec) {
            return ec.getParams().getCurve().getField().getFieldSize() > 256
                    ? P384.signature
                    : P256.signature;
        }
        return RSA3072.signature;
    }
}

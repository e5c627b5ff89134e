package dev.meshwarden.certs.pki;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;

/**
 * One certificate authority: its certificate and key.
 *
 * @param id the first 16 hex digits of the SHA-256 of the public key, so it names the key and nothing else can claim it
 */
public record Generation(String id, X509Certificate certificate, PrivateKey key) {
    /** How far a CA's validity is dated back: API servers whose clocks run late must accept it. */
    public static final Duration BACKDATED = Duration.ofHours(24);

    public Generation {
        if (!id.equals(idOf(certificate))) {
            throw new IllegalArgumentException("the id names another key: " + id);
        }
    }

    /** Refuses a key that is not the certificate's. */
    public static Generation of(X509Certificate certificate, PrivateKey key)
            throws MalformedPemException {
        if (!KeyMatch.holds(certificate, key)) {
            throw new MalformedPemException("the key does not belong to the certificate", null);
        }
        return new Generation(idOf(certificate), certificate, key);
    }

    public static String idOf(X509Certificate certificate) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(certificate.getPublicKey().getEncoded());
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: no SHA-256", e);
        }
    }

    public Instant notBefore() {
        return certificate.getNotBefore().toInstant();
    }

    public Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    /** The moment of creation. */
    public Instant published() {
        return notBefore().plus(BACKDATED);
    }

    /** By id: two copies of one key and certificate are the same generation. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Generation g
                && id.equals(g.id)
                && certificate.equals(g.certificate);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, certificate);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "Generation[" + id + ", " + notBefore() + " to " + notAfter() + "]";
    }
}

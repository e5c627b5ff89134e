package dev.meshwarden.certs.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A serving certificate with its key, the leaf first and intermediates after it, no root.
 *
 * @param chain never empty
 */
public record KeyedChain(List<X509Certificate> chain, PrivateKey key) {
    /** How far a leaf's validity is dated back, unless its CA begins later. */
    public static final Duration BACKDATED = Duration.ofHours(1);

    public KeyedChain {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a chain needs at least the leaf");
        }
    }

    public X509Certificate leaf() {
        return chain.getFirst();
    }

    public Instant notBefore() {
        return leaf().getNotBefore().toInstant();
    }

    public Instant notAfter() {
        return leaf().getNotAfter().toInstant();
    }

    public String serialHex() {
        return leaf().getSerialNumber().toString(16);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "KeyedChain[serial " + serialHex() + ", until " + notAfter() + "]";
    }
}

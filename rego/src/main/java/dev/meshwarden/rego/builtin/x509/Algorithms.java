package dev.meshwarden.rego.builtin.x509;

import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

import java.util.Map;

/** Go's numbers for algorithms and usages; 0 for what it does not know. */
final class Algorithms {
    /** Go's number for RSA keys. */
    static final int RSA = 1;

    private static final Map<String, Integer> SIGNATURES =
            Map.ofEntries(
                    Map.entry("1.2.840.113549.1.1.4", 2),
                    Map.entry("1.2.840.113549.1.1.5", 3),
                    Map.entry("1.3.14.3.2.29", 3),
                    Map.entry("1.2.840.113549.1.1.11", 4),
                    Map.entry("1.2.840.113549.1.1.12", 5),
                    Map.entry("1.2.840.113549.1.1.13", 6),
                    Map.entry("1.2.840.10040.4.3", 7),
                    Map.entry("2.16.840.1.101.3.4.3.2", 8),
                    Map.entry("1.2.840.10045.4.1", 9),
                    Map.entry("1.2.840.10045.4.3.2", 10),
                    Map.entry("1.2.840.10045.4.3.3", 11),
                    Map.entry("1.2.840.10045.4.3.4", 12),
                    Map.entry("1.3.101.112", 16));
    private static final Map<String, Integer> PSS_DIGESTS =
            Map.of(
                    "2.16.840.1.101.3.4.2.1", 13,
                    "2.16.840.1.101.3.4.2.2", 14,
                    "2.16.840.1.101.3.4.2.3", 15);
    private static final Map<String, Integer> KEYS =
            Map.of(
                    "1.2.840.113549.1.1.1", 1,
                    "1.2.840.10040.4.1", 2,
                    "1.2.840.10045.2.1", 3,
                    "1.3.101.112", 4);
    private static final Map<String, Integer> USAGES =
            Map.ofEntries(
                    Map.entry("2.5.29.37.0", 0),
                    Map.entry("1.3.6.1.5.5.7.3.1", 1),
                    Map.entry("1.3.6.1.5.5.7.3.2", 2),
                    Map.entry("1.3.6.1.5.5.7.3.3", 3),
                    Map.entry("1.3.6.1.5.5.7.3.4", 4),
                    Map.entry("1.3.6.1.5.5.7.3.5", 5),
                    Map.entry("1.3.6.1.5.5.7.3.6", 6),
                    Map.entry("1.3.6.1.5.5.7.3.7", 7),
                    Map.entry("1.3.6.1.5.5.7.3.8", 8),
                    Map.entry("1.3.6.1.5.5.7.3.9", 9),
                    Map.entry("1.3.6.1.4.1.311.10.3.3", 10),
                    Map.entry("2.16.840.1.113730.4.1", 11),
                    Map.entry("1.3.6.1.4.1.311.2.1.22", 12),
                    Map.entry("1.3.6.1.4.1.311.61.1.1", 13));

    private Algorithms() {}

    static int signature(AlgorithmIdentifier algorithm) {
        if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return SIGNATURES.getOrDefault(algorithm.getAlgorithm().getId(), 0);
        }
        String digest =
                RSASSAPSSparams.getInstance(algorithm.getParameters())
                        .getHashAlgorithm()
                        .getAlgorithm()
                        .getId();
        return PSS_DIGESTS.getOrDefault(digest, 0);
    }

    static int publicKey(AlgorithmIdentifier algorithm) {
        return KEYS.getOrDefault(algorithm.getAlgorithm().getId(), 0);
    }

    /** Of an extended key usage; -1 for one that Go does not know. */
    static int usage(String identifier) {
        return USAGES.getOrDefault(identifier, -1);
    }
}

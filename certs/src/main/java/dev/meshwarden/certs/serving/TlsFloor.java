package dev.meshwarden.certs.serving;

import java.util.ArrayList;
import java.util.List;

/** The oldest protocol that the server speaks, {@code tls.minVersion}, with the cipher suites: ephemeral keys and AEAD only. */
public enum TlsFloor {
    V1_2,
    V1_3;

    private static final List<String> SUITES_OF_1_3 =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256");

    private static final List<String> SUITES_OF_1_2 =
            List.of(
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** Newest first, by their Java names. */
    public List<String> protocols() {
        return switch (this) {
            case V1_2 -> List.of("TLSv1.3", "TLSv1.2");
            case V1_3 -> List.of("TLSv1.3");
        };
    }

    /** By their Java names. */
    public List<String> cipherSuites() {
        List<String> suites = new ArrayList<>(SUITES_OF_1_3);
        if (this == V1_2) {
            suites.addAll(SUITES_OF_1_2);
        }
        return List.copyOf(suites);
    }
}

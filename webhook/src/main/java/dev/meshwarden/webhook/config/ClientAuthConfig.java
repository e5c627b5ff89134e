package dev.meshwarden.webhook.config;

import java.util.List;

/**
 * How callers of the admission port, above all the API server, prove who they are.
 *
 * @param mode what is asked for
 * @param caFile PEM of the CAs that sign callers' certificates, several at a time allowed; read again when it changes
 * @param allowed which callers: a URI or DNS name of the certificate, or its common name, exactly
 * @param tokenFile in mode {@code bearer}: the token's file; read again when it changes
 */
public record ClientAuthConfig(Mode mode, String caFile, List<String> allowed, String tokenFile) {
    public static final ClientAuthConfig STANDARD =
            new ClientAuthConfig(Mode.OFF, "", List.of(), "");

    public ClientAuthConfig {
        allowed = List.copyOf(allowed);
    }

    /** What is asked for. */
    public enum Mode {
        /** Nothing: who reaches the port may call. */
        OFF,
        /** A certificate may be missing; one that is shown must be right. */
        WANT,
        /** A right certificate. */
        REQUIRE,
        /** A token. */
        BEARER;

        /** Whether the TLS handshake asks for a certificate. */
        public boolean asksForCertificate() {
            return this == WANT || this == REQUIRE;
        }
    }

    public static ClientAuthConfig certificate(Mode mode, String caFile, List<String> allowed) {
        return new ClientAuthConfig(mode, caFile, allowed, "");
    }

    public static ClientAuthConfig bearer(String tokenFile) {
        return new ClientAuthConfig(Mode.BEARER, "", List.of(), tokenFile);
    }
}

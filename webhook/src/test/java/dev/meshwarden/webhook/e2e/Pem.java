package dev.meshwarden.webhook.e2e;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** PEM of what tests make. */
final class Pem {
    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    static String of(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("bug: a certificate that we built", e);
        }
    }

    static String privateKey(Key key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    static String publicKey(Key key) {
        return block("PUBLIC KEY", key.getEncoded());
    }

    private static String block(String type, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(type, LINES.encodeToString(der), type);
    }
}

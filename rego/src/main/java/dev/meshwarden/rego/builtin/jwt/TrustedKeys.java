package dev.meshwarden.rego.builtin.jwt;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.x509.PemBlocks;

import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Locale;

/** The keys that a token may be verified with: a certificate or public key in PEM, a JSON web key, or a set of those. */
final class TrustedKeys {
    private TrustedKeys() {}

    /** Throws {@link BuiltinError} with OPA's reason. */
    static List<WebKey> read(String text) {
        List<PemBlocks.Block> blocks = PemBlocks.of(text);
        if (!blocks.isEmpty()) {
            if (!endsWithBlock(text)) {
                throw BuiltinError.failed("extra data after a PEM certificate block");
            }
            return List.of(WebKey.plain(publicKey(blocks.getFirst())));
        }
        List<WebKey> keys;
        try {
            keys = WebKeyReader.read(text);
        } catch (BuiltinError e) {
            throw BuiltinError.failed("failed to parse a JWK key (set): " + e.reason());
        }
        return keys.stream()
                .filter(k -> k.algorithm().isEmpty() || Algorithm.named(k.algorithm()).isPresent())
                .toList();
    }

    /** Whether the first block's last line is the text's last. */
    private static boolean endsWithBlock(String text) {
        int end = text.indexOf("-----END ");
        int line = end < 0 ? -1 : text.indexOf('\n', end);
        return line < 0 || line == text.length() - 1;
    }

    private static PublicKey publicKey(PemBlocks.Block block) {
        return switch (block.type()) {
            case "CERTIFICATE" -> ofCertificate(block.bytes());
            case "PUBLIC KEY" -> {
                try {
                    yield ofInfo(SubjectPublicKeyInfo.getInstance(block.bytes()));
                } catch (GeneralSecurityException | IOException | RuntimeException _) {
                    throw BuiltinError.failed(
                            "failed to parse a PEM public key: asn1: structure error");
                }
            }
            default ->
                    throw BuiltinError.failed("failed to extract a Key from the PEM certificate");
        };
    }

    private static PublicKey ofCertificate(byte[] der) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey();
        } catch (GeneralSecurityException _) {
            throw BuiltinError.failed(
                    "failed to parse a PEM certificate: x509: malformed certificate");
        }
    }

    private static PublicKey ofInfo(SubjectPublicKeyInfo info)
            throws GeneralSecurityException, IOException {
        String algorithm =
                switch (info.getAlgorithm().getAlgorithm().getId()) {
                    case "1.2.840.113549.1.1.1" -> "RSA";
                    case "1.2.840.10045.2.1" -> "EC";
                    case "1.3.101.112" -> "Ed25519";
                    case String other -> other.toUpperCase(Locale.ROOT);
                };
        return KeyFactory.getInstance(algorithm)
                .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    }
}

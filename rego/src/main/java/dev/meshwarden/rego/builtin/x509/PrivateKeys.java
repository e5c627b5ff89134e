package dev.meshwarden.rego.builtin.x509;

import dev.meshwarden.rego.builtin.Base64Text;
import dev.meshwarden.rego.builtin.BuiltinError;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Private keys of a text in PEM, or in base64 of PEM. */
final class PrivateKeys {
    private PrivateKeys() {}

    /** A private key. */
    sealed interface Key {
        /** RSA, unchecked: Go looks at it no closer either. */
        record Rsa(RSAPrivateKey key) implements Key {}

        /** Any other kind. */
        record Other(AsymmetricKeyParameter key) implements Key {}
    }

    /** In order; blocks of other types are passed over. Throws {@link Malformed}. */
    static List<Key> of(String text) {
        List<Key> found = new ArrayList<>();
        for (PemBlocks.Block block : PemBlocks.of(decoded(text))) {
            read(block).ifPresent(found::add);
        }
        return found;
    }

    private static String decoded(String text) {
        try {
            return new String(Base64Text.STANDARD.decode(text), StandardCharsets.ISO_8859_1);
        } catch (BuiltinError _) {
            return text; // no base64, so PEM
        }
    }

    /** Empty for a block that holds no private key. */
    static Optional<Key> read(PemBlocks.Block block) {
        try {
            return switch (block.type()) {
                case "RSA PRIVATE KEY" ->
                        Optional.of(new Key.Rsa(RSAPrivateKey.getInstance(block.bytes())));
                case "EC PRIVATE KEY" ->
                        Optional.of(elliptic(ECPrivateKey.getInstance(block.bytes())));
                case "PRIVATE KEY" -> Optional.of(pkcs8(PrivateKeyInfo.getInstance(block.bytes())));
                default -> Optional.empty();
            };
        } catch (IOException | RuntimeException _) {
            throw new Malformed("x509: failed to parse private key");
        }
    }

    /** Whatever of the three encodings the bytes turn out to be, as TLS reads keys. */
    static Key readAny(PemBlocks.Block block) {
        for (String type : List.of("RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY")) {
            try {
                return read(new PemBlocks.Block(type, block.bytes())).orElseThrow();
            } catch (Malformed _) {
                // it may be one of the others
            }
        }
        throw new Malformed("tls: failed to parse private key");
    }

    private static Key pkcs8(PrivateKeyInfo info) throws IOException {
        boolean rsa = Algorithms.publicKey(info.getPrivateKeyAlgorithm()) == Algorithms.RSA;
        return rsa
                ? new Key.Rsa(RSAPrivateKey.getInstance(info.parsePrivateKey()))
                : new Key.Other(PrivateKeyFactory.createKey(info));
    }

    private static Key elliptic(ECPrivateKey key) throws IOException {
        var algorithm =
                new AlgorithmIdentifier(
                        X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject());
        return new Key.Other(PrivateKeyFactory.createKey(new PrivateKeyInfo(algorithm, key)));
    }
}

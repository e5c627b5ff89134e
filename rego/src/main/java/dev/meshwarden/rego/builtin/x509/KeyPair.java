package dev.meshwarden.rego.builtin.x509;

import dev.meshwarden.rego.builtin.Base64Text;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A certificate chain and the private key of its first certificate, as Go's {@code tls.Certificate}. */
final class KeyPair {
    private KeyPair() {}

    /** Throws {@link Malformed} when one is missing or the two do not belong together. */
    static Obj of(List<PemBlocks.Block> chain, List<PemBlocks.Block> keys) {
        List<byte[]> certificates =
                chain.stream()
                        .filter(b -> b.type().equals("CERTIFICATE"))
                        .map(PemBlocks.Block::bytes)
                        .toList();
        if (certificates.isEmpty()) {
            throw new Malformed("tls: failed to find any PEM data in certificate input");
        }
        Optional<PrivateKeys.Key> key =
                keys.stream()
                        .filter(b -> b.type().endsWith("PRIVATE KEY"))
                        .findFirst()
                        .map(PrivateKeys::readAny);
        if (key.isEmpty()) {
            throw new Malformed("tls: failed to find any PEM data in key input");
        }
        ParsedCertificate leaf = ParsedCertificate.of(certificates.getFirst());
        Value struct = PrivateKeyView.struct(key.get());
        if (!belongTogether(leaf.fields().get("PublicKey"), struct)) {
            throw new Malformed("tls: private key does not match public key");
        }
        return Obj.builder()
                .put(
                        "Certificate",
                        Array.ofList(certificates.stream().map(GoFields::bytes).toList()))
                .put("PrivateKey", struct)
                .put("SupportedSignatureAlgorithms", Null.NULL)
                .put("OCSPStaple", Null.NULL)
                .put("SignedCertificateTimestamps", Null.NULL)
                .put("Leaf", leaf.fields())
                .build();
    }

    private static boolean belongTogether(@Nullable Value publicKey, Value privateKey) {
        if (publicKey instanceof Obj open && privateKey instanceof Obj secret) {
            return open.keys().toArray().asList().stream()
                    .allMatch(field -> Objects.equals(open.get(field), secret.get(field)));
        }
        return publicKey instanceof Str open
                && privateKey instanceof Str secret
                && endsWith(secret, open);
    }

    /** An Ed25519 key of Go's holds the public key behind the seed. */
    private static boolean endsWith(Str secret, Str open) {
        byte[] whole = Base64Text.STANDARD.decode(secret.text());
        byte[] end = Base64Text.STANDARD.decode(open.text());
        return whole.length == 2 * end.length
                && Arrays.equals(whole, end.length, whole.length, end, 0, end.length);
    }
}

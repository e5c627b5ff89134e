package dev.meshwarden.webhook.audit.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The log's own Ed25519 key, written as a C2SP signer string: {@code PRIVATE+KEY+<name>+<key hash>+<base64 of 0x01 and seed>}. */
public final class SigningKey {
    private static final String PREFIX = "PRIVATE+KEY+";

    private final PrivateKey key;
    private final VerifierKey verifier;

    private SigningKey(PrivateKey key, VerifierKey verifier) {
        this.key = key;
        this.verifier = verifier;
    }

    /** A fresh one. */
    public static SigningKey generate(String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(
                    pair.getPrivate(), VerifierKey.of(name, (EdECPublicKey) pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: no Ed25519", e);
        }
    }

    /** Empty when the text is no signer string, or does not belong to the verifier key. */
    public static Optional<SigningKey> parse(String text, VerifierKey verifier) {
        String stripped = text.strip();
        String head = PREFIX + verifier.name() + "+" + verifier.hashHex() + "+";
        if (!stripped.startsWith(head)) {
            return Optional.empty();
        }
        try {
            byte[] typed = Base64.getDecoder().decode(stripped.substring(head.length()));
            if (typed.length != 33 || typed[0] != VerifierKey.ED25519) {
                return Optional.empty();
            }
            byte[] seed = Arrays.copyOfRange(typed, 1, typed.length);
            PrivateKey key =
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(
                                    new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            var parsed = new SigningKey(key, verifier);
            byte[] probe = "probe".getBytes(StandardCharsets.UTF_8);
            return verifier.verifies(probe, parsed.sign(probe))
                    ? Optional.of(parsed)
                    : Optional.empty();
        } catch (IllegalArgumentException | GeneralSecurityException _) {
            return Optional.empty(); // no base64, or no seed
        }
    }

    /** The signer string: secret. */
    String text() {
        byte[] seed =
                ((EdECPrivateKey) key)
                        .getBytes()
                        .orElseThrow(() -> new IllegalStateException("bug: a key without seed"));
        byte[] typed = new byte[seed.length + 1];
        typed[0] = VerifierKey.ED25519;
        System.arraycopy(seed, 0, typed, 1, seed.length);
        return PREFIX
                + verifier.name()
                + "+"
                + verifier.hashHex()
                + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    public VerifierKey verifier() {
        return verifier;
    }

    public SignedNote sign(Checkpoint checkpoint) {
        byte[] signature = sign(checkpoint.text().getBytes(StandardCharsets.UTF_8));
        return SignedNote.of(checkpoint, verifier, signature);
    }

    private byte[] sign(byte[] text) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(text);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: a key that cannot sign", e);
        }
    }
}

package dev.meshwarden.rego.builtin.jwt;

import dev.meshwarden.rego.builtin.BuiltinError;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs and verifies, by the JDK. A key that does not fit the algorithm verifies nothing. */
final class Signatures {
    private Signatures() {}

    static boolean verify(Algorithm algorithm, PublicKey key, byte[] message, byte[] signature) {
        boolean fits =
                switch (algorithm.family()) {
                    case HMAC -> false;
                    case RSA, PSS -> key instanceof RSAKey;
                    case ECDSA -> key instanceof ECKey;
                    case EDWARDS -> key instanceof EdECKey;
                };
        if (!fits) {
            return false;
        }
        if (algorithm.family() != Algorithm.Family.PSS) {
            return verify(algorithm, 0, key, message, signature);
        }
        // the salt may have any length: first the usual one, then the longest and none
        int usual = algorithm.bits() / 8;
        int longest = (((RSAKey) key).getModulus().bitLength() + 6) / 8 - usual - 2;
        return verify(algorithm, usual, key, message, signature)
                || (longest >= 0 && verify(algorithm, longest, key, message, signature))
                || verify(algorithm, 0, key, message, signature);
    }

    private static boolean verify(
            Algorithm algorithm, int salt, PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature verifier = signature(algorithm, salt);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | RuntimeException _) {
            return false;
        }
    }

    static boolean verify(Algorithm algorithm, byte[] secret, byte[] message, byte[] signature) {
        return algorithm.family() == Algorithm.Family.HMAC
                && MessageDigest.isEqual(mac(algorithm, secret, message), signature);
    }

    /** Throws {@link BuiltinError} when the key does not fit. */
    static byte[] sign(Algorithm algorithm, WebKey.Material key, byte[] message) {
        return switch (key) {
            case WebKey.Material.Secret(var secret)
                    when algorithm.family() == Algorithm.Family.HMAC ->
                    mac(algorithm, secret, message);
            case WebKey.Material.Pair(var secret, _) -> sign(algorithm, secret, message);
            case WebKey.Material.Secret _, WebKey.Material.Open _ -> throw doesNotFit(algorithm);
        };
    }

    private static BuiltinError doesNotFit(Algorithm algorithm) {
        return BuiltinError.failed("jwsbb.Sign: invalid key type for " + algorithm);
    }

    private static byte[] sign(Algorithm algorithm, PrivateKey key, byte[] message) {
        if (algorithm.family() == Algorithm.Family.HMAC) {
            throw doesNotFit(algorithm);
        }
        try {
            Signature signer = signature(algorithm, algorithm.bits() / 8);
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException | RuntimeException _) {
            throw doesNotFit(algorithm);
        }
    }

    private static Signature signature(Algorithm algorithm, int salt)
            throws GeneralSecurityException {
        String digest = "SHA" + algorithm.bits();
        return switch (algorithm.family()) {
            case RSA -> Signature.getInstance(digest + "withRSA");
            case PSS -> {
                String name = "SHA-" + algorithm.bits();
                Signature pss = Signature.getInstance("RSASSA-PSS");
                pss.setParameter(
                        new PSSParameterSpec(name, "MGF1", new MGF1ParameterSpec(name), salt, 1));
                yield pss;
            }
            case ECDSA -> Signature.getInstance(digest + "withECDSAinP1363Format");
            case EDWARDS -> Signature.getInstance("Ed25519");
            case HMAC -> throw new IllegalStateException("bug: not by a key pair: " + algorithm);
        };
    }

    private static byte[] mac(Algorithm algorithm, byte[] secret, byte[] message) {
        try {
            String name = "HmacSHA" + algorithm.bits();
            Mac mac = Mac.getInstance(name);
            // the JDK refuses an empty key, which means the same as one zero byte
            mac.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, name));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: every JDK has " + algorithm, e);
        }
    }
}

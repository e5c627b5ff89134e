package dev.meshwarden.certs.pki;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/** Whether a private key belongs to a certificate: what the one signs, the other verifies. */
public final class KeyMatch {
    private KeyMatch() {}

    public static boolean holds(X509Certificate certificate, PrivateKey key) {
        byte[] probe = "does this key belong to that certificate".getBytes(StandardCharsets.UTF_8);
        try {
            Signature signer = Signature.getInstance(KeyKind.signatureOf(key));
            signer.initSign(key);
            signer.update(probe);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(KeyKind.signatureOf(key));
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(probe);
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            return false; // of another algorithm or curve: not its key
        }
    }
}

package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.CertificateNames;
import dev.meshwarden.certs.pki.KeyMatch;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.pki.ServerNames;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Checks a candidate identity in full before anything changes: key, validity now and a margin later, names, usage, strength, chain
 * to the bundle, and a handshake in memory with the host name verified.
 *
 * @param names all of which it must cover
 * @param margin how long it must still be valid
 */
record CandidateCheck(ServerNames names, CaBundle bundle, Duration margin) {
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

    /** Returns for a candidate that may be served; refuses all others with what is wrong. */
    void pass(KeyedChain candidate, Instant now) throws IdentityException {
        X509Certificate leaf = candidate.leaf();
        if (!KeyMatch.holds(leaf, candidate.key())) {
            throw new IdentityException(candidate, Defect.KEY_MISMATCH, "");
        }
        if (now.isBefore(candidate.notBefore())
                || !now.plus(margin).isBefore(candidate.notAfter())) {
            throw new IdentityException(
                    candidate,
                    Defect.NOT_VALID,
                    candidate.notBefore() + " to " + candidate.notAfter());
        }
        if (!CertificateNames.of(leaf).map(names::isCoveredBy).orElse(false)) {
            throw new IdentityException(candidate, Defect.SAN_MISMATCH, names.toString());
        }
        if (!isForServers(leaf)) {
            throw new IdentityException(candidate, Defect.WRONG_USAGE, "");
        }
        for (X509Certificate certificate : candidate.chain()) {
            if (isWeak(certificate)) {
                throw new IdentityException(candidate, Defect.WEAK, certificate.getSigAlgName());
            }
        }
        chain(candidate, now);
        MemoryHandshake.pass(candidate, bundle, names.first(), now);
    }

    private void chain(KeyedChain candidate, Instant now) throws IdentityException {
        try {
            Set<TrustAnchor> anchors = new HashSet<>();
            bundle.certificates().forEach(c -> anchors.add(new TrustAnchor(c, null)));
            var parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertPath(candidate.chain()),
                            parameters);
        } catch (GeneralSecurityException e) {
            throw new IdentityException(
                    candidate, Defect.UNTRUSTED, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isForServers(X509Certificate leaf) {
        try {
            List<String> usages = leaf.getExtendedKeyUsage();
            boolean[] keyUsage = leaf.getKeyUsage();
            return usages != null
                    && usages.contains(SERVER_AUTH)
                    && (keyUsage == null || keyUsage[0]); // digitalSignature
        } catch (CertificateParsingException _) {
            return false; // a usage that cannot be read allows nothing
        }
    }

    private static boolean isWeak(X509Certificate certificate) {
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        return signature.startsWith("SHA1")
                || signature.startsWith("MD5")
                || (certificate.getPublicKey() instanceof RSAPublicKey rsa
                        && rsa.getModulus().bitLength() < 2048);
    }
}

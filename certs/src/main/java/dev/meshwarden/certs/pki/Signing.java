package dev.meshwarden.certs.pki;

import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;

/** The one place where a certificate is signed. */
final class Signing {
    private Signing() {}

    /** A step of a profile that adds its extensions. */
    interface Extensions {
        void addTo(X509v3CertificateBuilder builder, JcaX509ExtensionUtils ids)
                throws CertIOException;
    }

    static X509Certificate sign(
            X509v3CertificateBuilder builder, PrivateKey signer, Extensions extensions) {
        try {
            extensions.addTo(builder, new JcaX509ExtensionUtils());
            var holder =
                    builder.build(
                            new JcaContentSignerBuilder(KeyKind.signatureOf(signer)).build(signer));
            return new JcaX509CertificateConverter().getCertificate(holder);
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("bug: a profile that cannot be signed", e);
        }
    }

    /** Certificates know whole seconds only. */
    static Date date(Instant instant) {
        return Date.from(instant.truncatedTo(ChronoUnit.SECONDS));
    }
}

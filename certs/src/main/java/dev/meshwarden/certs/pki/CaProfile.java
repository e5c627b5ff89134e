package dev.meshwarden.certs.pki;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;

/**
 * How a CA certificate is made: self-signed, critical path length 0, may sign certificates and revocation lists, no extended key
 * usage. The subject carries the first 8 hex digits of the serial, so two CAs in one bundle never share a name. No name constraints: the CA is trusted in
 * our own caBundle only, and one more name on a leaf would force a new CA.
 *
 * @param lifetime from creation to the end; the beginning lies {@link Generation#BACKDATED} before creation
 */
public record CaProfile(KeyKind key, Duration lifetime) {
    /** A new generation, created at {@code now}. */
    public Generation create(Instant now) {
        KeyPair pair = key.generate();
        var serial = Serial.next();
        var name =
                new X500Name(
                        "O=meshwarden,CN=meshwarden webhook CA "
                                + serial.toString(16).substring(0, 8));
        var builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        serial,
                        Signing.date(now.minus(Generation.BACKDATED)),
                        Signing.date(now.plus(lifetime)),
                        name,
                        pair.getPublic());
        var certificate =
                Signing.sign(
                        builder,
                        pair.getPrivate(),
                        (b, ids) -> {
                            b.addExtension(
                                    Extension.basicConstraints, true, new BasicConstraints(0));
                            b.addExtension(
                                    Extension.keyUsage,
                                    true,
                                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
                            b.addExtension(
                                    Extension.subjectKeyIdentifier,
                                    false,
                                    ids.createSubjectKeyIdentifier(pair.getPublic()));
                        });
        return new Generation(Generation.idOf(certificate), certificate, pair.getPrivate());
    }
}

package dev.meshwarden.certs.pki;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a serving certificate is made: a fresh EC P-256 key on every issue, digital signature and server authentication only, the
 * identity in the subject alternative names alone.
 *
 * @param lifetime from issue to the end, cut at the CA's end
 */
public record LeafProfile(ServerNames names, Duration lifetime) {
    /** Signed by {@code ca} at {@code now}; begins {@link KeyedChain#BACKDATED} earlier, but never before the CA. */
    public KeyedChain issue(Generation ca, Instant now) {
        KeyPair pair = KeyKind.P256.generate();
        Instant begin = later(ca.notBefore(), now.minus(KeyedChain.BACKDATED));
        Instant end = earlier(ca.notAfter(), now.plus(lifetime));
        var builder =
                new JcaX509v3CertificateBuilder(
                        ca.certificate(),
                        Serial.next(),
                        Signing.date(begin),
                        Signing.date(end),
                        new X500Name("CN=meshwarden"),
                        pair.getPublic());
        var certificate =
                Signing.sign(
                        builder,
                        ca.key(),
                        (b, ids) -> {
                            b.addExtension(
                                    Extension.basicConstraints, false, new BasicConstraints(false));
                            b.addExtension(
                                    Extension.keyUsage,
                                    true,
                                    new KeyUsage(KeyUsage.digitalSignature));
                            b.addExtension(
                                    Extension.extendedKeyUsage,
                                    false,
                                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
                            b.addExtension(
                                    Extension.subjectKeyIdentifier,
                                    false,
                                    ids.createSubjectKeyIdentifier(pair.getPublic()));
                            b.addExtension(
                                    Extension.authorityKeyIdentifier,
                                    false,
                                    ids.createAuthorityKeyIdentifier(
                                            ca.certificate().getPublicKey()));
                            b.addExtension(Extension.subjectAlternativeName, false, generalNames());
                        });
        return new KeyedChain(List.of(certificate), pair.getPrivate());
    }

    private GeneralNames generalNames() {
        List<GeneralName> all = new ArrayList<>();
        names.dns().forEach(d -> all.add(new GeneralName(GeneralName.dNSName, d)));
        names.addresses().forEach(a -> all.add(new GeneralName(GeneralName.iPAddress, a)));
        return new GeneralNames(all.toArray(GeneralName[]::new));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}

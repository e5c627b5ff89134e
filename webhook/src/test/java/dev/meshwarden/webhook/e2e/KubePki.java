package dev.meshwarden.webhook.e2e;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Keys and certificates of a control plane, made anew; takes nothing from the product's own certificate code. */
final class KubePki {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Signed ca;

    private KubePki(Signed ca) {
        this.ca = ca;
    }

    /** A certificate with its key. */
    record Signed(X509Certificate certificate, PrivateKey key) {
        String certificatePem() {
            return Pem.of(certificate);
        }

        String keyPem() {
            return Pem.privateKey(key);
        }
    }

    /** What a certificate may be used for and how long it holds. */
    record Profile(KeyPurposeId usage, List<GeneralName> names, Instant from, Instant until) {
        static Profile server(Instant now, GeneralName... names) {
            return new Profile(
                    KeyPurposeId.id_kp_serverAuth,
                    List.of(names),
                    now.minus(Duration.ofHours(1)),
                    now.plus(Duration.ofDays(1)));
        }

        static Profile client(Instant now) {
            return new Profile(
                    KeyPurposeId.id_kp_clientAuth,
                    List.of(),
                    now.minus(Duration.ofHours(1)),
                    now.plus(Duration.ofDays(1)));
        }
    }

    /** A CA of its own, good for a day. */
    static KubePki create(String name) throws GeneralSecurityException, IOException {
        KeyPair pair = ecKeys();
        X500Name subject = subject(name, List.of());
        Instant now = Instant.now();
        var builder =
                builder(
                        subject,
                        subject,
                        pair,
                        now.minus(Duration.ofDays(1)),
                        now.plus(Duration.ofDays(1)));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return new KubePki(new Signed(sign(builder, pair.getPrivate()), pair.getPrivate()));
    }

    X509Certificate caCertificate() {
        return ca.certificate();
    }

    String caPem() {
        return ca.certificatePem();
    }

    Signed issue(String commonName, List<String> organisations, Profile profile)
            throws GeneralSecurityException, IOException {
        KeyPair pair = ecKeys();
        var builder =
                builder(
                        new X500Name(ca.certificate().getSubjectX500Principal().getName()),
                        subject(commonName, organisations),
                        pair,
                        profile.from(),
                        profile.until());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(
                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(profile.usage()));
        if (!profile.names().isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(profile.names().toArray(GeneralName[]::new)));
        }
        return new Signed(sign(builder, ca.key()), pair.getPrivate());
    }

    static GeneralName dns(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }

    static GeneralName ip(String address) {
        return new GeneralName(GeneralName.iPAddress, address);
    }

    /** What signs ServiceAccount tokens. */
    static KeyPair rsaKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static KeyPair ecKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X500Name subject(String commonName, List<String> organisations) {
        var builder = new X500NameBuilder(BCStyle.INSTANCE);
        organisations.forEach(o -> builder.addRDN(BCStyle.O, o));
        return builder.addRDN(BCStyle.CN, commonName).build();
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair pair, Instant from, Instant until) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(126, RANDOM).setBit(126),
                Date.from(from),
                Date.from(until),
                subject,
                pair.getPublic());
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            X509CertificateHolder holder =
                    builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key));
            return new JcaX509CertificateConverter().getCertificate(holder);
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }
}

package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.pki.ServerNames;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Serving certificates that we would not make, but others do. */
final class ForeignLeaf {
    private ForeignLeaf() {}

    enum Kind {
        RSA_2048("RSA", 2048, "SHA256withECDSA"),
        P_384("EC", 384, "SHA384withECDSA"),
        RSA_1024("RSA", 1024, "SHA256withECDSA"),
        SIGNED_WITH_SHA_1("EC", 256, "SHA1withECDSA");

        private final String algorithm;
        private final int bits;
        private final String signature;

        Kind(String algorithm, int bits, String signature) {
            this.algorithm = algorithm;
            this.bits = bits;
            this.signature = signature;
        }

        boolean isGood() {
            return this == RSA_2048 || this == P_384;
        }
    }

    static KeyedChain of(Kind kind, Generation ca, ServerNames names, Instant now)
            throws Exception {
        var generator = KeyPairGenerator.getInstance(kind.algorithm);
        generator.initialize(kind.bits);
        KeyPair pair = generator.generateKeyPair();
        var builder =
                new JcaX509v3CertificateBuilder(
                        ca.certificate(),
                        BigInteger.valueOf(now.toEpochMilli()),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(Duration.ofDays(20))),
                        new X500Name("CN=another"),
                        pair.getPublic());
        builder.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(
                        names.dns().stream()
                                .map(d -> new GeneralName(GeneralName.dNSName, d))
                                .toArray(GeneralName[]::new)));
        var signer = new JcaContentSignerBuilder(kind.signature).build(ca.key());
        return new KeyedChain(
                List.of(new JcaX509CertificateConverter().getCertificate(builder.build(signer))),
                pair.getPrivate());
    }
}

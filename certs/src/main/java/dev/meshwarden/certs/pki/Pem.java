package dev.meshwarden.certs.pki;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** PEM in and out: certificates, and private keys as PKCS#8 (PKCS#1 and SEC1 are read as well). */
public final class Pem {
    private Pem() {}

    public static String of(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("bug: a certificate that cannot be encoded", e);
        }
    }

    /** One after the other, in the order given. */
    public static String of(Collection<X509Certificate> certificates) {
        var out = new StringBuilder();
        certificates.forEach(c -> out.append(of(c)));
        return out.toString();
    }

    public static String of(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /** As {@code EC PRIVATE KEY}, for those who read elliptic keys in no other form; refused for a key of another kind. */
    public static String sec1(PrivateKey key) {
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
            var algorithm = info.getPrivateKeyAlgorithm();
            if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                throw new IllegalArgumentException("no elliptic key: " + key.getAlgorithm());
            }
            var bare = ECPrivateKey.getInstance(info.parsePrivateKey());
            var whole =
                    new ECPrivateKey(
                            bare.getPrivateKey(),
                            algorithm.getParameters(), // the curve, which PKCS#8 has outside
                            bare.getPublicKey());
            return block("EC PRIVATE KEY", whole.getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("bug: a key that cannot be encoded", e);
        }
    }

    /** All certificates of a text, at least one; refused when anything in it is something else. */
    public static List<X509Certificate> certificates(String pem) throws MalformedPemException {
        List<X509Certificate> found = new ArrayList<>();
        for (Object block : blocks(pem)) {
            if (!(block instanceof X509CertificateHolder holder)) {
                throw new MalformedPemException("holds something that is no certificate", null);
            }
            try {
                found.add(new JcaX509CertificateConverter().getCertificate(holder));
            } catch (GeneralSecurityException e) {
                throw new MalformedPemException("holds a certificate that cannot be read", e);
            }
        }
        if (found.isEmpty()) {
            throw new MalformedPemException("holds no certificate", null);
        }
        return found;
    }

    /** The one private key of a text. */
    public static PrivateKey privateKey(String pem) throws MalformedPemException {
        List<PrivateKey> found = new ArrayList<>();
        for (Object block : blocks(pem)) {
            PrivateKeyInfo info =
                    switch (block) {
                        case PrivateKeyInfo pkcs8 -> pkcs8;
                        case PEMKeyPair pair -> pair.getPrivateKeyInfo();
                        default -> null; // EC parameters, or a certificate beside the key
                    };
            if (info != null) {
                try {
                    found.add(new JcaPEMKeyConverter().getPrivateKey(info));
                } catch (IOException e) {
                    throw new MalformedPemException("holds a key that cannot be read", e);
                }
            }
        }
        if (found.size() != 1) {
            throw new MalformedPemException(
                    "holds " + found.size() + " private keys, not one", null);
        }
        return found.getFirst();
    }

    private static List<Object> blocks(String pem) throws MalformedPemException {
        List<Object> blocks = new ArrayList<>();
        try (var parser = new PEMParser(new StringReader(pem))) {
            for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
                blocks.add(block);
            }
        } catch (IOException | RuntimeException e) { // the parser lets both out on bad input
            throw new MalformedPemException("is no PEM text", e);
        }
        return blocks;
    }

    private static String block(String type, byte[] der) {
        var text = new StringWriter();
        try (var writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, der));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}

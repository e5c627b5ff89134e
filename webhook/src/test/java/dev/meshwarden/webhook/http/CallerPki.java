package dev.meshwarden.webhook.http;

import dev.meshwarden.certs.pki.Anchors;
import dev.meshwarden.certs.pki.CaProfile;
import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.KeyKind;
import dev.meshwarden.certs.pki.Pem;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.net.Socket;
import java.security.KeyPair;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

/** A CA of callers, and clients with certificates of every kind. */
public final class CallerPki {
    private final Generation ca =
            new CaProfile(KeyKind.P256, Duration.ofDays(30)).create(Instant.now());

    public X509Certificate ca() {
        return ca.certificate();
    }

    public String caPem() {
        return Pem.of(ca.certificate());
    }

    /** What a client shows. */
    public record Shown(KeyPair keys, X509Certificate certificate) {}

    /** For client authentication, valid now. */
    public Shown client(String commonName, GeneralName... names) {
        return client(commonName, KeyPurposeId.id_kp_clientAuth, Duration.ofDays(1), names);
    }

    /** Ends {@code left} from now; in the past when negative. */
    public Shown client(
            String commonName, KeyPurposeId purpose, Duration left, GeneralName... names) {
        try {
            KeyPair keys = KeyKind.P256.generate();
            Instant end = Instant.now().plus(left);
            var builder =
                    new JcaX509v3CertificateBuilder(
                            ca.certificate(),
                            BigInteger.valueOf(System.nanoTime()),
                            Date.from(
                                    end.minus(Duration.ofDays(2)).isBefore(ca.notBefore())
                                            ? ca.notBefore()
                                            : end.minus(Duration.ofDays(2))),
                            Date.from(end),
                            new X500Name("CN=" + commonName),
                            keys.getPublic());
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            if (names.length > 0) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(ca.key());
            return new Shown(
                    keys, new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client that trusts the bundle and shows this, whomever the server says it trusts. */
    public static SSLContext showing(Shown shown, String bundlePem) throws Exception {
        var context = SSLContext.getInstance("TLS");
        var judge = Anchors.judge(Pem.certificates(bundlePem));
        context.init(new KeyManager[] {new Always(shown)}, new TrustManager[] {judge}, null);
        return context;
    }

    /** Shows one certificate to every server. */
    private static final class Always extends X509ExtendedKeyManager {
        private final Shown shown;

        private Always(Shown shown) {
            this.shown = shown;
        }

        @Override
        public String chooseEngineClientAlias(
                String[] keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return "me";
        }

        @Override
        public String chooseClientAlias(
                String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return "me";
        }

        @Override
        public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {"me"};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {shown.certificate()};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return shown.keys().getPrivate();
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(
                String keyType, Principal @Nullable [] issuers) {
            return null;
        }
    }
}

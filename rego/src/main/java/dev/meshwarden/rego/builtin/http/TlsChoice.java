package dev.meshwarden.rego.builtin.http;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.x509.PemBlocks;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** What a request says about TLS: whom it trusts, and the certificate that it shows. */
final class TlsChoice {
    private TlsChoice() {}

    /** Empty for the machine's usual trust. Throws {@link BuiltinError} for what cannot be had. */
    static Optional<SSLContext> of(RequestFields request, URI uri) {
        checkServerName(request.text("tls_server_name"), uri);
        List<X509Certificate> authorities = authorities(request.text("tls_ca_cert"));
        boolean unverified = request.flag("tls_insecure_skip_verify");
        try {
            KeyManager @Nullable [] keys =
                    keys(request.text("tls_client_cert"), request.text("tls_client_key"));
            if (keys == null && authorities.isEmpty() && !unverified) {
                return Optional.empty();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keys,
                    unverified
                            ? new TrustManager[] {new UnverifiedPeers()}
                            : trust(authorities, request.flag("tls_use_system_certs")),
                    null);
            return Optional.of(context);
        } catch (GeneralSecurityException | IOException e) {
            throw BuiltinError.failed("tls: " + e.getMessage());
        }
    }

    /** The client shows and checks the name in the address. */
    private static void checkServerName(String name, URI uri) {
        if (!name.isEmpty() && !name.equalsIgnoreCase(RequestUrl.host(uri))) {
            throw BuiltinError.failed(
                    "\"tls_server_name\" is not supported unless it is the url's host");
        }
    }

    private static List<X509Certificate> authorities(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<X509Certificate> found = certificates(text.replace("\\n", "\n"));
        if (found.isEmpty()) {
            throw BuiltinError.failed("could not append certificates");
        }
        return found;
    }

    private static List<X509Certificate> certificates(String pem) {
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (PemBlocks.Block block : PemBlocks.of(pem)) {
                if (block.type().equals("CERTIFICATE")
                        && factory.generateCertificate(new ByteArrayInputStream(block.bytes()))
                                instanceof X509Certificate certificate) {
                    found.add(certificate);
                }
            }
        } catch (GeneralSecurityException e) {
            throw BuiltinError.failed("x509: malformed certificate");
        }
        return found;
    }

    private static TrustManager @Nullable [] trust(
            List<X509Certificate> authorities, boolean withUsual)
            throws GeneralSecurityException, IOException {
        if (authorities.isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        List<X509Certificate> all = new ArrayList<>(authorities);
        if (withUsual) {
            all.addAll(usual());
        }
        for (int i = 0; i < all.size(); i++) {
            store.setCertificateEntry("authority-" + i, all.get(i));
        }
        return managers(store).getTrustManagers();
    }

    private static List<X509Certificate> usual() throws GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        for (TrustManager manager : managers(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                found.addAll(List.of(x509.getAcceptedIssuers()));
            }
        }
        return found;
    }

    private static TrustManagerFactory managers(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    /** Null unless a certificate and a key are both given. */
    private static KeyManager @Nullable [] keys(String certificate, String key)
            throws GeneralSecurityException, IOException {
        if (certificate.isEmpty() || key.isEmpty()) {
            return null;
        }
        List<X509Certificate> chain = certificates(certificate);
        if (chain.isEmpty()) {
            throw BuiltinError.failed("tls: failed to find any PEM data in certificate input");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry(
                "client", privateKey(key), new char[0], chain.toArray(new Certificate[0]));
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static PrivateKey privateKey(String text) throws IOException {
        try (var parser = new PEMParser(new StringReader(text))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                PrivateKeyInfo info =
                        switch (found) {
                            case PEMKeyPair pair -> pair.getPrivateKeyInfo();
                            case PrivateKeyInfo plain -> plain;
                            default -> null; // parameters before the key, or something else
                        };
                if (info != null) {
                    return new JcaPEMKeyConverter().getPrivateKey(info);
                }
            }
        }
        throw BuiltinError.failed("tls: failed to find any PEM data in key input");
    }
}

package dev.meshwarden.webhook.http;

import dev.meshwarden.certs.pki.MalformedPemException;
import dev.meshwarden.certs.pki.Pem;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Connections that trust what the bundle signed, at any date: the certificates of a swap storm are of several. */
final class AnyDateSocket implements X509TrustManager {
    private final List<X509Certificate> anchors;

    private AnyDateSocket(List<X509Certificate> anchors) {
        this.anchors = anchors;
    }

    static SSLContext context(String bundlePem) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    null,
                    new TrustManager[] {new AnyDateSocket(Pem.certificates(bundlePem))},
                    null);
            return context;
        } catch (GeneralSecurityException | MalformedPemException e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLSocket open(SSLContext client, ServerUnderTest server) throws IOException {
        var socket =
                (SSLSocket)
                        client.getSocketFactory().createSocket("127.0.0.1", server.server.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        return socket;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        for (X509Certificate anchor : anchors) {
            try {
                chain[0].verify(anchor.getPublicKey());
                return;
            } catch (GeneralSecurityException _) {
                // not this one
            }
        }
        throw new CertificateException("signed by none of the anchors");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return anchors.toArray(X509Certificate[]::new);
    }
}

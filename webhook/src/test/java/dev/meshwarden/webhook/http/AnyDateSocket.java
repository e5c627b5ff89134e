package dev.meshwarden.webhook.http;

import dev.meshwarden.certs.pki.MalformedPemException;
import dev.meshwarden.certs.pki.Pem;
import dev.meshwarden.fixtures.AnyDate;

import java.io.IOException;
import java.security.GeneralSecurityException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Connections that trust what the bundle signed, at any date: the certificates of a swap storm are of several. */
final class AnyDateSocket {
    private AnyDateSocket() {}

    static SSLContext context(String bundlePem) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyDate(Pem.certificates(bundlePem))}, null);
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
}

package dev.meshwarden.webhook.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLSocket;

/** What a port shows to a client that trusts the bundle. */
final class TlsPeek {
    private TlsPeek() {}

    static String serial(int port, String bundlePem) {
        try (SSLSocket socket =
                (SSLSocket)
                        Trust.of(bundlePem).getSocketFactory().createSocket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSerialNumber()
                    .toString(16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

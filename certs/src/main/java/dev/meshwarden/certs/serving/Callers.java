package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.pki.Anchors;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges the certificates of callers: their chain to the anchors, their dates, and that they are for client authentication, said in so many
 * words. Without anchors nobody passes. Who of those that pass may call is decided at each request.
 *
 * <p>Threading: one volatile reference to immutable anchors.
 */
public final class Callers extends X509ExtendedTrustManager {
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    /** The anchors and what judges by them. */
    private record Held(List<X509Certificate> anchors, X509ExtendedTrustManager judge) {}

    private volatile Held held = new Held(List.of(), Anchors.judge(List.of()));

    Callers() {}

    /** Puts other anchors in place; false when they are the same. */
    boolean trust(List<X509Certificate> anchors) {
        if (held.anchors().equals(anchors)) {
            return false;
        }
        held = new Held(List.copyOf(anchors), Anchors.judge(anchors));
        return true;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        Held now = held;
        if (now.anchors().isEmpty()) {
            throw new CertificateException("no callers are trusted");
        }
        now.judge().checkClientTrusted(chain, authType, engine);
        mustBeForClients(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        Held now = held;
        if (now.anchors().isEmpty()) {
            throw new CertificateException("no callers are trusted");
        }
        now.judge().checkClientTrusted(chain, authType, socket);
        mustBeForClients(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("a connection is needed to judge a caller");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return held.anchors().toArray(X509Certificate[]::new);
    }

    /** We are never a client with this identity. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("no servers are trusted here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    private static void mustBeForClients(X509Certificate leaf) throws CertificateException {
        try {
            List<String> usages = leaf.getExtendedKeyUsage();
            if (usages != null && usages.contains(CLIENT_AUTH)) {
                return;
            }
        } catch (CertificateParsingException e) {
            throw new CertificateException("its extended key usage cannot be read", e);
        }
        throw new CertificateException("Extended key usage does not permit client authentication");
    }
}

package dev.meshwarden.certs.serving;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.X509TrustManager;

/** Trusts what one of the anchors signed, at any date. */
final class AnyDate implements X509TrustManager {
    private final List<X509Certificate> anchors;

    AnyDate(List<X509Certificate> anchors) {
        this.anchors = anchors;
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

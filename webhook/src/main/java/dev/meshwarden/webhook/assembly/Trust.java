package dev.meshwarden.webhook.assembly;

import dev.meshwarden.certs.pki.Anchors;
import dev.meshwarden.certs.pki.MalformedPemException;
import dev.meshwarden.certs.pki.Pem;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/** What a client of ours needs to trust our server. */
public final class Trust {
    private Trust() {}

    /** Trusts these CAs and no others. */
    public static SSLContext of(String caBundlePem) {
        return context(judge(caBundlePem));
    }

    /**
     * Trusts these CAs and no others, whatever name the certificate has: for calls to our own port by its address. That its names are
     * right was checked before it was shown.
     */
    static SSLContext ofAnyName(String caBundlePem) {
        return context(new AnyName(judge(caBundlePem)));
    }

    private static X509ExtendedTrustManager judge(String caBundlePem) {
        try {
            return Anchors.judge(Pem.certificates(caBundlePem));
        } catch (MalformedPemException e) {
            throw new IllegalStateException("bug: our own CA cannot be read", e);
        }
    }

    private static SSLContext context(TrustManager judge) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {judge}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: no TLS context", e);
        }
    }

    /** Judges the chain, not the name: without a connection at hand the judge has no name to compare with. */
    private static final class AnyName extends X509ExtendedTrustManager {
        private final X509TrustManager judge;

        private AnyName(X509TrustManager judge) {
            this.judge = judge;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType)
                throws CertificateException {
            judge.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            judge.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            judge.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType)
                throws CertificateException {
            throw new CertificateException("no clients here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return judge.getAcceptedIssuers();
        }
    }
}

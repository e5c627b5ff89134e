package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.KeyedChain;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;

import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** One TLS handshake between two engines in memory: the last proof that a client which trusts the bundle accepts the identity. */
final class MemoryHandshake {
    private static final int MOST_STEPS = 200;

    private MemoryHandshake() {}

    static void pass(KeyedChain candidate, CaBundle bundle, String hostName, Instant now)
            throws IdentityException {
        try {
            run(client(bundle, hostName, now), server(candidate));
        } catch (SSLException e) {
            throw new IdentityException(
                    candidate, Defect.HANDSHAKE, String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: no TLS context", e);
        }
    }

    private static SSLEngine server(KeyedChain candidate) throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new RotatingKeyManager(candidate)}, null, null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    private static SSLEngine client(CaBundle bundle, String hostName, Instant now)
            throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        bundle.certificates().forEach(c -> anchors.add(new TrustAnchor(c, null)));
        var parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now)); // else JSSE reads the machine's clock
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(new CertPathTrustManagerParameters(parameters));
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLEngine engine = context.createSSLEngine(hostName, 443);
        engine.setUseClientMode(true);
        SSLParameters tls = engine.getSSLParameters();
        tls.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(tls);
        return engine;
    }

    private static void run(SSLEngine client, SSLEngine server) throws SSLException {
        int size = client.getSession().getPacketBufferSize() * 4;
        ByteBuffer toServer = ByteBuffer.allocate(size);
        ByteBuffer toClient = ByteBuffer.allocate(size);
        client.beginHandshake();
        server.beginHandshake();
        for (int step = 0; step < MOST_STEPS; step++) {
            if (isDone(client) && isDone(server)) {
                return;
            }
            advance(client, toServer, toClient);
            advance(server, toClient, toServer);
        }
        throw new SSLException("the handshake does not end");
    }

    private static void advance(SSLEngine engine, ByteBuffer out, ByteBuffer in)
            throws SSLException {
        ByteBuffer nothing = ByteBuffer.allocate(0);
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask();
                        task != null;
                        task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            case NEED_WRAP -> engine.wrap(nothing, out);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> {
                in.flip();
                if (in.hasRemaining()) {
                    engine.unwrap(
                            in,
                            ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()));
                }
                in.compact();
            }
        }
    }

    private static boolean isDone(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && !engine.getSession().getProtocol().equals("NONE");
    }
}

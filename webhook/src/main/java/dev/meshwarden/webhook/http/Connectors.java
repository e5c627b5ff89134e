package dev.meshwarden.webhook.http;

import dev.meshwarden.certs.serving.TlsFloor;
import dev.meshwarden.webhook.config.ClientAuthConfig;
import dev.meshwarden.webhook.config.HttpConfig;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

import javax.net.ssl.SSLContext;

/** Makes the sockets that the two servers listen on. */
final class Connectors {
    private static final int HEAD_BYTES = 16 << 10;
    private static final int STREAMS = 128;
    private static final int SETTINGS = 32;

    /** Resets, settings, pings, empty frames: what costs the sender nothing; beyond this the connection is closed. */
    private static final int NEEDLESS_FRAMES_A_SECOND = 100;

    private Connectors() {}

    /**
     * TLS with HTTP/2 and HTTP/1.1, whichever the client prefers.
     *
     * @param callers whether they are asked for a certificate
     */
    static ServerConnector tls(
            Server server,
            String address,
            int port,
            SSLContext identity,
            TlsFloor floor,
            ClientAuthConfig.Mode callers,
            HttpConfig limits) {
        HttpConfiguration http = configuration();
        // A probe by address has no name to send, and the caller checks ours against its own
        // record.
        http.addCustomizer(new SecureRequestCustomizer(false));
        var context = new SslContextFactory.Server();
        context.setSslContext(identity);
        context.setIncludeProtocols(floor.protocols().toArray(String[]::new));
        context.setExcludeProtocols();
        context.setIncludeCipherSuites(floor.cipherSuites().toArray(String[]::new));
        context.setExcludeCipherSuites();
        context.setSniRequired(false);
        context.setNeedClientAuth(callers == ClientAuthConfig.Mode.REQUIRE);
        context.setWantClientAuth(callers == ClientAuthConfig.Mode.WANT);
        var http1 = new HttpConnectionFactory(http);
        var http2 = new HTTP2ServerConnectionFactory(http);
        http2.setMaxConcurrentStreams(STREAMS);
        http2.setMaxSettingsKeys(SETTINGS);
        http2.setRateControlFactory(new WindowRateControl.Factory(NEEDLESS_FRAMES_A_SECOND));
        var alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        var ssl = new SslConnectionFactory(context, alpn.getProtocol());
        var connector = new ServerConnector(server, 1, 1, ssl, alpn, http2, http1);
        place(connector, address, port, limits);
        connector.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        return connector;
    }

    /** HTTP/1.1 without TLS, for loopback. */
    static ServerConnector plain(Server server, String address, int port, HttpConfig limits) {
        var connector =
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
        place(connector, address, port, limits);
        return connector;
    }

    private static void place(
            ServerConnector connector, String address, int port, HttpConfig limits) {
        connector.setHost(address);
        connector.setPort(port);
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setShutdownIdleTimeout(0); // else a stop gives idle connections one second
        connector.setReuseAddress(true);
    }

    private static HttpConfiguration configuration() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(HEAD_BYTES);
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setNotifyRemoteAsyncErrors(false);
        return http;
    }
}

package dev.meshwarden.webhook.http;

import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.certs.serving.TlsFloor;
import dev.meshwarden.webhook.config.ClientAuthConfig;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.metrics.Metrics;

import io.javalin.Javalin;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The admin port: plain HTTP on loopback, TLS with the serving certificate elsewhere.
 *
 * <p>Threading: started and stopped by one thread.
 */
public final class AdminServer implements AutoCloseable {
    private final Javalin javalin;

    /**
     * @param fault why the process is of no use any more; empty while it is
     * @param version what {@code /version} tells
     * @param callers who may do without the token, by certificate
     * @param token which tokens open all but the probes; empty where none is needed, on loopback only
     */
    public AdminServer(
            Config config,
            Supplier<Optional<String>> fault,
            Readiness readiness,
            Metrics metrics,
            ServingIdentity identity,
            CallerCheck callers,
            Map<String, String> version,
            Optional<Predicate<String>> token) {
        var routes = new AdminRoutes(fault, readiness, metrics, version, callers, token);
        this.javalin =
                Javalin.create(javalinConfig -> {
                    JavalinDefaults.apply(javalinConfig);
                    javalinConfig.jetty.modifyServer(JavalinDefaults::prepare);
                    javalinConfig.jetty.addConnector(
                            (server, _) -> connector(server, config, identity));
                    routes.addTo(javalinConfig.routes);
                });
    }

    private static ServerConnector connector(
            Server server, Config config, ServingIdentity identity) {
        String address = config.listen().address();
        int port = config.listen().adminPort();
        return isLoopback(address)
                ? Connectors.plain(server, address, port, config.http())
                : Connectors.tls(
                        server,
                        address,
                        port,
                        identity.sslContext(),
                        config.tls().minVersion().equals("1.3") ? TlsFloor.V1_3 : TlsFloor.V1_2,
                        config.clientAuth().mode().asksForCertificate()
                                ? ClientAuthConfig.Mode.WANT // probes have none
                                : ClientAuthConfig.Mode.OFF,
                        config.http());
    }

    /** Whether only this machine can reach the address. */
    public static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false; // binding to it will fail, and say so
        }
    }

    public void start() {
        javalin.start();
    }

    /** The port in use. */
    public int port() {
        return ((ServerConnector) javalin.jettyServer().server().getConnectors()[0]).getLocalPort();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}

package dev.meshwarden.webhook.http;

import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.certs.serving.TlsFloor;
import dev.meshwarden.webhook.admission.AdmissionPipeline;
import dev.meshwarden.webhook.admission.Refusal;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.metrics.Metrics;

import io.javalin.Javalin;
import io.javalin.http.Context;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/**
 * The admission port: TLS, one virtual thread a request, nothing served but the two routes.
 *
 * <p>Threading: started and stopped by one thread.
 */
public final class AdmissionServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdmissionServer.class);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** Whoever still sends new connections now and then does so more often than this. */
    private static final Duration DESERTED = Duration.ofSeconds(1);

    private final Config config;
    private final ConnectionWatch watch;
    private final Tracked tracked;
    private final Javalin javalin;

    /**
     * @param heap the used share of the heap after the last collection
     */
    public AdmissionServer(
            Config config,
            AdmissionPipeline pipeline,
            ServingIdentity identity,
            CallerCheck callers,
            DoubleSupplier heap,
            Metrics metrics,
            InstantSource clock) {
        this.config = config;
        this.watch =
                new ConnectionWatch(config.http().slowClient(), config.http().connectionsPerPeer());
        this.tracked = new Tracked(watch);
        var route = new AdmissionRoute(pipeline, config.admission(), callers, watch, heap, clock);
        this.javalin =
                Javalin.create(javalinConfig -> {
                    JavalinDefaults.apply(javalinConfig);
                    javalinConfig.http.asyncTimeout = 0;
                    javalinConfig.jetty.modifyServer(this::prepare);
                    javalinConfig.jetty.addConnector(
                            (server, _) -> connector(server, identity, metrics));
                    route.addTo(javalinConfig.routes);
                    javalinConfig.routes.exception(java.io.IOException.class, (e, c) -> gone(e, c));
                    javalinConfig.routes.exception(Exception.class, AdmissionServer::fault);
                    javalinConfig.routes.error(
                            404, c -> refuse(c, 404, "NotFound", "nothing is served here"));
                    javalinConfig.routes.error(
                            405,
                            c -> refuse(c, 405, "MethodNotAllowed", "only POST is served here"));
                });
    }

    private void prepare(Server server) {
        server.setHandler(tracked);
        JavalinDefaults.prepare(server);
    }

    private ServerConnector connector(Server server, ServingIdentity identity, Metrics metrics) {
        ServerConnector connector =
                Connectors.tls(
                        server,
                        config.listen().address(),
                        config.listen().port(),
                        identity.sslContext(),
                        config.tls().minVersion().equals("1.3") ? TlsFloor.V1_3 : TlsFloor.V1_2,
                        config.clientAuth().mode(),
                        config.http());
        connector.addBean(watch);
        connector.addBean(new HandshakeFailures(metrics));
        return connector;
    }

    public void start() {
        javalin.start();
    }

    /** The port in use. */
    public int port() {
        return ((ServerConnector) javalin.jettyServer().server().getConnectors()[0]).getLocalPort();
    }

    /** Requests whose answer has not left. */
    public int inFlight() {
        return tracked.inFlight();
    }

    /** Connections open now. */
    public int connections() {
        return watch.open();
    }

    /** Whether callers are being sent away. */
    public boolean isDraining() {
        return tracked.isDraining();
    }

    /**
     * Sends callers away without failing any. Every answer from now on asks to leave the connection, and everything is served as before,
     * on new connections too: until callers have had time to learn of it, and then until none holds a connection. An idle one is theirs
     * to close: a caller that sends a request while we close finds its call failed, and does not send a POST twice. Those that are
     * still idle when the time is over are closed.
     */
    public void drain() {
        tracked.drain();
        waitWhile(() -> true, config.http().announce());
        waitWhile(() -> !watch.isDeserted(DESERTED), config.http().linger());
        for (var connector : javalin.jettyServer().server().getConnectors()) {
            CompletableFuture<Void> _ =
                    connector.shutdown(); // what is in flight is waited for below
        }
        waitWhile(() -> tracked.inFlight() > 0, config.http().finish());
    }

    @Override
    public void close() {
        javalin.stop();
        watch.close();
    }

    private static void waitWhile(java.util.function.BooleanSupplier busy, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (System.nanoTime() - end < 0 && busy.getAsBoolean()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** The caller left, or was closed for being slow: nobody reads an answer. */
    private static void gone(Exception end, Context context) {
        LOG.debug("a request ended before its body did", end);
        refuse(context, 408, "Timeout", "the body did not come in time");
    }

    private static void fault(Exception fault, Context context) {
        LOG.error("a request ended in a fault of the program", fault);
        refuse(context, 500, "InternalError", "an internal fault; the log names it");
    }

    private static void refuse(Context context, int code, String reason, String message) {
        context.status(code)
                .contentType("application/json")
                .result(Refusal.status(code, reason, message).body());
    }
}

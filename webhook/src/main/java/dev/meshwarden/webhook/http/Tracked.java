package dev.meshwarden.webhook.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.util.concurrent.atomic.AtomicInteger;

/** Around every request: counts those in flight, tells the watch, and while draining asks the caller to leave this connection. */
final class Tracked extends Handler.Wrapper {
    private final ConnectionWatch watch;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean draining;

    Tracked(ConnectionWatch watch) {
        this.watch = watch;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        inFlight.incrementAndGet();
        watch.requestBegan(connection);
        Request.addCompletionListener(
                request,
                _ -> {
                    watch.requestEnded(connection);
                    inFlight.decrementAndGet();
                });
        if (draining) {
            if (request.getConnectionMetaData().getHttpVersion().getVersion() < 20) {
                response.getHeaders().put("Connection", "close");
            }
            ConnectionWatch.sendAway(connection);
        }
        return super.handle(request, response, callback);
    }

    void drain() {
        draining = true;
        watch.sendAway();
    }

    boolean isDraining() {
        return draining;
    }

    int inFlight() {
        return inFlight.get();
    }
}

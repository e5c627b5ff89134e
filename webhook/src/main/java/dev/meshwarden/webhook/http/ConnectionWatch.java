package dev.meshwarden.webhook.http;

import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Closes connections that send a handshake, a request's head or a body more slowly than a real caller would, and those beyond a peer
 * address's share. Jetty's idle limit does not: a byte a second is not idle. A time in which we ourselves stood still, or got no
 * processor, is not held against them: it shows in the rounds, and is taken off.
 *
 * <p>Threading: Jetty's threads report; one thread of its own looks round four times a second.
 */
final class ConnectionWatch implements Connection.Listener, AutoCloseable {
    private static final Duration ROUND = Duration.ofMillis(250);

    /** For a body whose time is already over: that we are late is no reason to close on a caller who is not. */
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private final long patienceNanos;
    private final int mostOfPeer;
    private final Map<Connection, Progress> connections = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> peers = new ConcurrentHashMap<>();
    private final Map<Body, Boolean> bodies = new ConcurrentHashMap<>();
    private final ScheduledExecutorService rounds;
    private final AtomicLong stoodNanos = new AtomicLong(); // what all rounds together were late by
    private long lastRound = System.nanoTime(); // the rounds' alone
    private volatile long changed = System.nanoTime(); // a connection came or went

    ConnectionWatch(Duration patience, int mostOfPeer) {
        this.patienceNanos = patience.toNanos();
        this.mostOfPeer = mostOfPeer;
        this.rounds =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("connection-watch").factory());
        ScheduledFuture<?> _ =
                rounds.scheduleWithFixedDelay(
                        this::look, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is known of one connection's progress. */
    private static final class Progress {
        private final long opened;
        private final String peer; // asked for at once: a closed socket no longer tells
        private final AtomicInteger requests = new AtomicInteger();
        private volatile boolean speaks; // the handshake is done
        private volatile long seenBytes; // what the last request ended with
        private volatile long unreadSince; // 0: nothing unread

        private Progress(long opened, String peer) {
            this.opened = opened;
            this.peer = peer;
        }
    }

    /** A body being read; closing it says that it is complete. */
    final class Body implements AutoCloseable {
        private final Request request;
        private final long endNanos;

        private Body(Request request, Duration most) {
            this.request = request;
            this.endNanos =
                    ownNanos()
                            + Math.min(Math.max(most.toNanos(), SHORTEST.toNanos()), patienceNanos);
            bodies.put(this, true);
        }

        @Override
        public void close() {
            bodies.remove(this);
        }
    }

    @Override
    public void onOpened(Connection connection) {
        changed = System.nanoTime();
        if (connection instanceof SslConnection) {
            String peer = peer(connection);
            int held =
                    peers.compute(
                                    peer,
                                    (_, now) -> {
                                        AtomicInteger count =
                                                now == null ? new AtomicInteger() : now;
                                        count.incrementAndGet();
                                        return count;
                                    })
                            .get();
            connections.put(connection, new Progress(ownNanos(), peer));
            if (held > mostOfPeer) {
                close(connection, "too many connections from one address");
            }
            return;
        }
        var progress = new Progress(ownNanos(), "");
        progress.speaks = true;
        connections.put(connection, progress);
        if (connection.getEndPoint() instanceof SslConnection.SslEndPoint inner) {
            Progress outer = connections.get(inner.getSslConnection());
            if (outer != null && !connection.getClass().getSimpleName().startsWith("ALPN")) {
                outer.speaks = true;
            }
        }
    }

    @Override
    public void onClosed(Connection connection) {
        changed = System.nanoTime();
        Progress progress = connections.remove(connection);
        if (progress != null && !progress.peer.isEmpty()) {
            peers.computeIfPresent(
                    progress.peer, (_, held) -> held.decrementAndGet() <= 0 ? null : held);
        }
    }

    /** A request's head is complete. */
    void requestBegan(Connection connection) {
        Progress progress = connections.get(connection);
        if (progress != null) {
            progress.requests.incrementAndGet();
        }
    }

    /** The request is answered; what came until now belongs to it. */
    void requestEnded(Connection connection) {
        Progress progress = connections.get(connection);
        if (progress != null) {
            progress.seenBytes = connection.getBytesIn();
            progress.unreadSince = 0;
            progress.requests.decrementAndGet();
        }
    }

    /** A body is read from now on, for at most this long. */
    Body bodyBegins(Request request, Duration most) {
        return new Body(request, most);
    }

    /** Asks those who speak HTTP/2 to leave; in HTTP/1.1 only an answer can. */
    void sendAway() {
        connections.keySet().forEach(ConnectionWatch::sendAway);
    }

    /** Nothing is lost by it: what was sent before it is answered, the rest its sender sends elsewhere. */
    static void sendAway(Connection connection) {
        if (connection instanceof HTTP2Connection http2) {
            CompletableFuture<Void> _ = http2.getSession().shutdown();
        }
    }

    /** Connections open now. */
    int open() {
        return count(SslConnection.class);
    }

    /** Whether for so long there was no connection but such as were sent away by HTTP/2: closing the others may cost a call. */
    boolean isDeserted(Duration time) {
        return open() == count(HTTP2Connection.class)
                && System.nanoTime() - changed > time.toNanos();
    }

    private int count(Class<? extends Connection> kind) {
        return (int) connections.keySet().stream().filter(kind::isInstance).count();
    }

    /** The monotonic clock, without the times in which we stood still. */
    private long ownNanos() {
        return System.nanoTime() - stoodNanos.get();
    }

    private void look() {
        long round = System.nanoTime();
        long late = round - lastRound - ROUND.toNanos();
        lastRound = round;
        if (late > ROUND.toNanos()) {
            stoodNanos.addAndGet(late);
        }
        long now = ownNanos();
        connections.forEach((connection, progress) -> look(connection, progress, now));
        bodies.keySet().removeIf(body -> closeWhenLate(body, now));
    }

    private static boolean closeWhenLate(Body body, long now) {
        boolean late = now - body.endNanos > 0;
        if (late) {
            giveUp(body.request);
        }
        return late;
    }

    /** In HTTP/2 the other requests of the connection go on. */
    private static void giveUp(Request request) {
        var why = new TimeoutException("the body came too slowly");
        if (request.getConnectionMetaData().getHttpVersion().getVersion() >= 20) {
            request.fail(why);
        } else {
            request.getConnectionMetaData().getConnection().getEndPoint().close(why);
        }
    }

    private void look(Connection connection, Progress progress, long now) {
        if (connection instanceof SslConnection) {
            if (!progress.speaks && now - progress.opened > patienceNanos) {
                close(connection, "the handshake took too long");
            }
            return;
        }
        if (!(connection instanceof HttpConnection)) {
            return; // in HTTP/2 bytes without a request are pings and settings
        }
        if (progress.requests.get() > 0) {
            progress.unreadSince = 0; // a look that came between two requests may have set it
            return;
        }
        if (connection.getBytesIn() == progress.seenBytes) {
            progress.unreadSince = 0;
        } else if (progress.unreadSince == 0) {
            progress.unreadSince = now;
        } else if (now - progress.unreadSince > patienceNanos) {
            close(connection, "the request's head came too slowly");
        }
    }

    private static void close(Connection connection, String why) {
        connection.getEndPoint().close(new TimeoutException(why));
    }

    private static String peer(Connection connection) {
        SocketAddress address = connection.getEndPoint().getRemoteSocketAddress();
        return address instanceof InetSocketAddress inet
                ? String.valueOf(inet.getAddress())
                : String.valueOf(address);
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }
}

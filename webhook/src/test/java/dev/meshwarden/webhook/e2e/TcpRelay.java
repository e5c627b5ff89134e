package dev.meshwarden.webhook.e2e;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays kube-proxy for several replicas: each connection goes to the next target; a target that is not ready gets no new ones, once it
 * has been so for a chosen time, unless none is ready; open connections stay.
 *
 * <p>Threading: a virtual thread for each direction of each connection; {@link #close} by any.
 */
final class TcpRelay implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final ServerSocket listener;
    private final List<MeshwardenProcess> targets = new CopyOnWriteArrayList<>();
    private final Set<MeshwardenProcess> out = ConcurrentHashMap.newKeySet();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();
    private volatile Duration lag;
    private volatile boolean closed;

    private TcpRelay(ServerSocket listener, Duration lag) {
        this.listener = listener;
        this.lag = lag;
    }

    /**
     * Listens at once.
     *
     * @param lag how long a target that is not ready still gets new connections
     */
    static TcpRelay start(String address, int port, Duration lag) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address, port));
        var relay = new TcpRelay(socket, lag);
        Thread.ofVirtual().start(relay::accept);
        Thread.ofVirtual().start(relay::watch);
        return relay;
    }

    void lag(Duration other) {
        lag = other;
    }

    void add(MeshwardenProcess target) {
        targets.add(target);
    }

    void remove(MeshwardenProcess target) {
        targets.remove(target);
        out.remove(target);
    }

    /** Cuts every connection that is open now. */
    void cut() {
        open.forEach(TcpRelay::closeQuietly);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket caller = listener.accept();
                Thread.ofVirtual().start(() -> connect(caller));
            } catch (IOException _) {
                // closed, or a caller that was gone at once
            }
        }
    }

    private void connect(Socket caller) {
        List<MeshwardenProcess> ready = targets.stream().filter(t -> !out.contains(t)).toList();
        List<MeshwardenProcess> usable = ready.isEmpty() ? targets : ready;
        for (int tries = 0; tries < usable.size(); tries++) {
            if (connect(caller, usable.get(Math.floorMod(next.getAndIncrement(), usable.size())))) {
                return;
            }
        }
        closeQuietly(caller);
    }

    private boolean connect(Socket caller, MeshwardenProcess target) {
        try {
            var socket = new Socket();
            socket.connect(new InetSocketAddress(target.address(), target.port()), 1_000);
            open.add(caller);
            open.add(socket);
            Thread.ofVirtual().start(() -> pump(caller, socket));
            Thread.ofVirtual().start(() -> pump(socket, caller));
            return true;
        } catch (IOException _) {
            return false; // refused: the next one may take it
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream sink = to.getOutputStream();
            in.transferTo(sink);
            to.shutdownOutput();
        } catch (IOException _) {
            closeQuietly(to); // the other side learns it as a broken connection
        } finally {
            if (from.isInputShutdown() || from.isClosed() || to.isClosed()) {
                open.remove(from);
                open.remove(to);
            }
        }
    }

    private void watch() {
        var since = new HashMap<MeshwardenProcess, Long>();
        while (!closed) {
            for (MeshwardenProcess target : targets) {
                if (isReady(target)) {
                    since.remove(target);
                    out.remove(target);
                } else {
                    long begun = since.computeIfAbsent(target, _ -> System.nanoTime());
                    if (System.nanoTime() - begun >= lag.toNanos()) {
                        out.add(target);
                    }
                }
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static boolean isReady(MeshwardenProcess target) {
        try {
            return target.isReady();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // already gone
        }
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly(listener);
        cut();
    }
}

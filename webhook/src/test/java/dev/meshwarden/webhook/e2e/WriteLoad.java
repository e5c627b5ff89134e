package dev.meshwarden.webhook.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes Istio objects at a steady rate: nine of ten are right and must be stored, the tenth must be refused by us. Anything else is a
 * failure, kept with its text.
 *
 * <p>Threading: a virtual thread for each write; the rest by one thread.
 */
final class WriteLoad implements AutoCloseable {
    private static final int NAMES = 40;
    private static final int ONE_IN = 10;

    /** At once on one connection, of which an HTTP/2 server takes a hundred. */
    private static final int STREAMS = 80;

    private final List<Api> servers;
    private final List<Semaphore> places;
    private final String path;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger stored = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final Collection<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Collection<Thread> running = new ConcurrentLinkedQueue<>();
    private final long begun = System.nanoTime();

    private WriteLoad(List<Api> servers, String path) {
        this.servers = servers;
        this.places = servers.stream().map(_ -> new Semaphore(STREAMS)).toList();
        this.path = path;
    }

    /**
     * One write that did not come out as it must.
     *
     * @param at since the load began
     */
    record Failure(Duration at, String text) {}

    /** How it went. */
    record Outcome(int stored, int refused, Duration slowest, List<Failure> failures) {
        Outcome {
            failures = List.copyOf(failures);
        }

        int writes() {
            return stored + refused + failures.size();
        }

        @Override
        public String toString() {
            return "%d writes: %d stored, %d refused, %d failed; slowest %d ms"
                    .formatted(writes(), stored, refused, failures.size(), slowest.toMillis());
        }
    }

    static WriteLoad start(List<Api> servers, String namespace, int perSecond) throws Exception {
        return start(servers, namespace, perSecond, 1);
    }

    /**
     * @param burst so many at once, and then none until their time has passed
     */
    static WriteLoad start(List<Api> servers, String namespace, int perSecond, int burst)
            throws Exception {
        String path = Istio.peerAuthentications(namespace);
        for (int i = 0; i < NAMES; i++) {
            servers.getFirst().post(path, object(i, "STRICT", 0)).orFail();
        }
        return again(servers, namespace, perSecond, burst);
    }

    /** Of a namespace where one has run before. */
    static WriteLoad again(List<Api> servers, String namespace, int perSecond, int burst) {
        var load = new WriteLoad(List.copyOf(servers), Istio.peerAuthentications(namespace));
        Future<?> _ =
                load.clock.scheduleAtFixedRate(
                        () -> load.launch(burst),
                        0,
                        burst * 1_000_000L / perSecond,
                        TimeUnit.MICROSECONDS);
        return load;
    }

    private static String object(int name, String mode, int round) {
        return """
        {"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication",
         "metadata":{"name":"w%d","labels":{"round":"r%d"}},
         "spec":{"selector":{"matchLabels":{"app":"a%d"}},"mtls":{"mode":"%s"}}}\
        """
                .formatted(name, round, name, mode);
    }

    private void launch(int burst) {
        running.removeIf(t -> !t.isAlive());
        for (int i = 0; i < burst; i++) {
            int n = started.getAndIncrement();
            running.add(Thread.ofVirtual().start(() -> write(n)));
        }
    }

    private void write(int n) {
        Semaphore place = places.get(n % places.size());
        place.acquireUninterruptibly();
        boolean right = n % ONE_IN != 0;
        long at = System.nanoTime();
        try {
            Api.Answer answer =
                    servers.get(n % servers.size())
                            .call(
                                    "PATCH",
                                    path + "/w" + n % NAMES,
                                    "application/merge-patch+json",
                                    object(n % NAMES, right ? "STRICT" : "PERMISSIVE", n));
            slowestNanos.accumulateAndGet(System.nanoTime() - at, Math::max);
            if (right && answer.isOk()) {
                stored.incrementAndGet();
            } else if (!right && answer.code() == 403 && answer.message().contains("MW-MTLS-")) {
                refused.incrementAndGet();
            } else {
                failed(at, answer.code() + " " + answer.message());
            }
        } catch (IOException e) {
            failed(at, String.valueOf(e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            place.release();
        }
    }

    private void failed(long at, String text) {
        failures.add(new Failure(Duration.ofNanos(at - begun), text));
    }

    /** Waits until so many more have come out. */
    void awaitWrites(int more) throws Exception {
        int wanted = done() + more;
        Eventually.holds(more + " more writes", Duration.ofSeconds(60), () -> done() >= wanted);
    }

    private int done() {
        return stored.get() + refused.get() + failures.size();
    }

    int failuresSoFar() {
        return failures.size();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Ends it and waits for what is under way. */
    Outcome stop() throws InterruptedException {
        clock.shutdownNow();
        clock.awaitTermination(5, TimeUnit.SECONDS);
        for (Thread thread : running) {
            thread.join(Duration.ofSeconds(45));
        }
        return new Outcome(
                stored.get(),
                refused.get(),
                Duration.ofNanos(slowestNanos.get()),
                new ArrayList<>(failures));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

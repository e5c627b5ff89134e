package dev.meshwarden.webhook.soak;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** So many reviews a second, spread over the replicas, whether those before were answered or not. */
final class Load implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final List<Replica> replicas;
    private final long betweenNanos;
    private final Set<Thread> asking = ConcurrentHashMap.newKeySet();
    private final Thread clock;
    private volatile boolean stopped;
    private volatile boolean full;

    /** Begins at once, with a tenth of it. */
    Load(List<Replica> replicas, int aSecond) {
        this.replicas = List.copyOf(replicas);
        this.betweenNanos = Duration.ofSeconds(1).toNanos() / aSecond;
        this.clock = Thread.ofPlatform().daemon().name("load").start(this::run);
    }

    private void run() {
        long due = System.nanoTime();
        for (int n = 0; !stopped; n++) {
            due += full ? betweenNanos : 10 * betweenNanos;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            Replica replica = replicas.get(n % replicas.size());
            Question question = Question.ALL.get(n / replicas.size() % Question.ALL.size());
            Thread.ofVirtual()
                    .start(() -> {
                        asking.add(Thread.currentThread());
                        try {
                            replica.ask(question);
                        } finally {
                            asking.remove(Thread.currentThread());
                        }
                    });
        }
    }

    void atFullRate() {
        full = true;
    }

    /** Waits for the answers. */
    @Override
    public void close() {
        stopped = true;
        try {
            clock.join(LONGEST);
            for (Thread one : asking) {
                one.join(LONGEST);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.meshwarden.webhook.kube.leader;

import dev.meshwarden.webhook.kube.ApiAnswer;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Holds the Lease {@code meshwarden-leader}, or waits for it. Every term has an elector of its own: one that has lost cannot be used
 * again. The Lease is given back on {@link #close}, so that the next leader need not wait for it to run out.
 *
 * <p>Threading: one thread of its own, and the client's; {@link #isLeader} by any.
 */
public final class LeaderElection implements Leadership, AutoCloseable {
    /** Name of the Lease. */
    public static final String LEASE = "meshwarden-leader";

    private static final Logger LOG = LoggerFactory.getLogger(LeaderElection.class);
    private static final Duration LEASE_LASTS = Duration.ofSeconds(15);
    private static final Duration RENEW_WITHIN = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RELEASE = Duration.ofSeconds(3);

    private final KubernetesClient client;
    private final String namespace;
    private final String replica;
    private final Runnable onChange;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile Term term = Term.NONE;
    private volatile boolean leading;

    /** One elector and its time. */
    private record Term(CompletableFuture<?> held, Runnable release) {
        static final Term NONE = new Term(CompletableFuture.completedFuture(null), () -> {});
    }

    /**
     * Begins at once.
     *
     * @param replica how the Lease names us; no two replicas may share it
     * @param onChange told, on any thread, when leading begins and when it ends
     */
    public LeaderElection(
            KubernetesClient client, String namespace, String replica, Runnable onChange) {
        this.client = client;
        this.namespace = namespace;
        this.replica = replica;
        this.onChange = onChange;
        this.thread = Thread.ofPlatform().daemon().name("leader-election").unstarted(this::run);
        thread.start();
    }

    @Override
    public boolean isLeader() {
        return leading;
    }

    private void run() {
        try {
            do {
                serve();
                ended();
            } while (!closing.await(pause().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** One term: from asking for the Lease to losing it. */
    private void serve() throws InterruptedException {
        try {
            LeaderElector elector = elector();
            CompletableFuture<?> held = elector.start();
            term = new Term(held, elector::release);
            if (closing.getCount() == 0) {
                held.cancel(true); // closed in between
            }
            held.get();
        } catch (CancellationException _) {
            // closing
        } catch (ExecutionException | RuntimeException e) {
            LOG.warn("the election broke off, trying again: {}", ApiAnswer.of(e));
        }
    }

    private LeaderElector elector() {
        var config =
                new LeaderElectionConfig(
                        new ToldLock(new LeaseLock(namespace, LEASE, replica), System::nanoTime),
                        LEASE_LASTS,
                        RENEW_WITHIN,
                        RETRY,
                        new LeaderCallbacks(this::begun, this::ended, this::led),
                        true,
                        LEASE);
        return client.leaderElector().withConfig(config).build();
    }

    private void begun() {
        LOG.info("{} leads", replica);
        leading = true;
        onChange.run();
    }

    private void ended() {
        if (leading) {
            LOG.info("{} leads no more", replica);
            leading = false;
            onChange.run();
        }
    }

    private void led(String by) {
        if (!by.equals(replica)) {
            LOG.info("{} is led by {}", LEASE, by);
        }
    }

    private static Duration pause() {
        return RETRY.plusMillis(ThreadLocalRandom.current().nextLong(1_000));
    }

    /** Gives the Lease back; with the API server gone it runs out instead. */
    @Override
    public void close() {
        closing.countDown();
        Term last = term;
        last.held().cancel(true);
        try {
            thread.join(LONGEST_RELEASE);
            last.release().run(); // the elector does it too, but perhaps after the client is closed
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("the Lease could not be given back, it runs out: {}", ApiAnswer.of(e));
        }
        ended();
    }
}

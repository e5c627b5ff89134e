package dev.meshwarden.webhook.kube.leader;

import dev.meshwarden.webhook.kube.ApiAnswer;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A lock that tells when its API server does not answer: once, then once a minute, and once when it is over. The elector itself, which
 * asks on every two seconds, tells of every try with a stack trace, and is not listened to.
 *
 * <p>Threading: the elector's, one at a time.
 */
final class ToldLock implements Lock {
    private static final Logger LOG = LoggerFactory.getLogger(ToldLock.class);
    private static final Duration BETWEEN = Duration.ofSeconds(60);
    private static final int CONFLICT = 409;

    private final Lock lock;
    private final LongSupplier nanos;
    private boolean trouble;
    private long toldAt;

    /**
     * @param nanos the monotonic clock
     */
    ToldLock(Lock lock, LongSupplier nanos) {
        this.lock = lock;
        this.nanos = nanos;
    }

    @Override
    public LeaderElectionRecord get(KubernetesClient client) {
        try {
            LeaderElectionRecord held = lock.get(client);
            answered();
            return held;
        } catch (RuntimeException e) {
            throw told(e);
        }
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord record) {
        write(() -> lock.create(client, record));
    }

    @Override
    public void update(KubernetesClient client, LeaderElectionRecord record) {
        write(() -> lock.update(client, record));
    }

    private void write(Runnable write) {
        try {
            write.run();
            answered();
        } catch (RuntimeException e) {
            throw told(e);
        }
    }

    private void answered() {
        if (trouble) {
            trouble = false;
            LOG.info("the API server answers about the Lease {} again", LeaderElection.LEASE);
        }
    }

    private RuntimeException told(RuntimeException e) {
        if (e instanceof KubernetesClientException answer && answer.getCode() == CONFLICT) {
            return e; // another replica was quicker: an answer like any other
        }
        long now = nanos.getAsLong();
        if (!trouble || now - toldAt >= BETWEEN.toNanos()) {
            trouble = true;
            toldAt = now;
            LOG.warn(
                    "the Lease {} cannot be read or written, asking on every two seconds: {}",
                    LeaderElection.LEASE,
                    ApiAnswer.of(e));
        }
        return e;
    }

    @Override
    public String identity() {
        return lock.identity();
    }

    @Override
    public String describe() {
        return lock.describe();
    }
}

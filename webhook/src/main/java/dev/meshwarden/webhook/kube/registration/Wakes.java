package dev.meshwarden.webhook.kube.registration;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watch on one configuration that only wakes the loop: what is true is read anew each time, so a lost or doubled event costs nothing, and a
 * watch that broke, for whatever reason, is opened again by the next pass.
 *
 * <p>Threading: opened and closed by the loop's thread; told by the client's.
 */
final class Wakes<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wakes.class);

    private final Watchable<T> watched;
    private final Runnable wake;
    private volatile boolean open;
    private Watch watch = () -> {};

    Wakes(Watchable<T> watched, Runnable wake) {
        this.watched = watched;
        this.wake = wake;
    }

    /** Opens the watch unless it is open; throws what the client throws. */
    void ensure() throws KubernetesClientException {
        if (open) {
            return;
        }
        watch.close();
        open = true;
        try {
            watch = watched.watch(new Listener());
        } catch (KubernetesClientException e) {
            open = false;
            throw e;
        }
    }

    private final class Listener implements Watcher<T> {
        @Override
        public void eventReceived(Action action, T object) {
            wake.run();
        }

        @Override
        public void onClose(WatcherException cause) {
            LOG.info("a watch broke off, it is opened again: {}", cause.getMessage());
            open = false;
        }

        @Override
        public void onClose() {
            open = false;
        }

        @Override
        public boolean reconnecting() {
            return true; // not by the client: the loop opens it again, at its own pace
        }
    }

    @Override
    public void close() {
        watch.close();
        open = false;
    }
}

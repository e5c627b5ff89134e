package dev.meshwarden.webhook.kube;

import dev.meshwarden.webhook.config.ClusterConfig;
import dev.meshwarden.webhook.kube.leader.LeaderElection;
import dev.meshwarden.webhook.kube.leader.Leadership;

import io.fabric8.kubernetes.client.KubernetesClient;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * This process's connection to its cluster: one client, one election, for all that work there.
 *
 * <p>Threading: the client and the election may be used by any thread.
 */
public final class ClusterLink implements AutoCloseable {
    private final KubernetesClient client;
    private final String namespace;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final LeaderElection election;

    private ClusterLink(KubernetesClient client, ClusterConfig cluster) {
        this.client = client;
        this.namespace = cluster.namespace();
        this.election =
                new LeaderElection(
                        client,
                        namespace,
                        cluster.replica(),
                        () -> listeners.forEach(Runnable::run));
    }

    /** Connects lazily and asks to lead at once; the API server may be down. */
    public static ClusterLink open(ClusterConfig cluster) throws IOException {
        return new ClusterLink(ClusterClient.open(cluster), cluster);
    }

    public Leadership leadership() {
        return election;
    }

    /** Told, on any thread, when leading begins and when it ends. */
    public void onLeadership(Runnable listener) {
        listeners.add(listener);
    }

    /** Where the CA lies. */
    public SecretStore secretStore() {
        return SecretStore.over(client, namespace);
    }

    /** For those of this room who write more than the Secret. */
    public KubernetesClient client() {
        return client;
    }

    /** Gives the Lease back. */
    @Override
    public void close() {
        election.close();
        client.close();
    }
}

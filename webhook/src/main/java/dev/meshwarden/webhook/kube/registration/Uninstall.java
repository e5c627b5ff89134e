package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.webhook.kube.ApiAnswer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the program is being taken out of the cluster: its StatefulSet, which was there, is gone or going, or its namespace is going. A
 * process that never saw a StatefulSet is not of one, and is never uninstalled.
 *
 * <p>Threading: by the registration's thread, and by the one that closes.
 */
final class Uninstall {
    /** Name of our StatefulSet. */
    static final String STATEFUL_SET = "meshwarden";

    private static final Logger LOG = LoggerFactory.getLogger(Uninstall.class);

    private final KubernetesClient client;
    private final String namespace;
    private volatile boolean seen;

    Uninstall(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Looks for the StatefulSet until it was seen once; throws what the client throws. */
    void look() {
        if (!seen && statefulSet() != null) {
            seen = true;
        }
    }

    /** False where it cannot be told. */
    boolean isUnderWay() {
        try {
            HasMetadata set = statefulSet();
            boolean gone = set == null ? seen : isGoing(set);
            return gone || isGoing(client.namespaces().withName(namespace).get());
        } catch (KubernetesClientException e) {
            LOG.warn("cannot tell whether this is an uninstallation: {}", ApiAnswer.of(e));
            return false;
        }
    }

    private @Nullable HasMetadata statefulSet() {
        return client.apps().statefulSets().inNamespace(namespace).withName(STATEFUL_SET).get();
    }

    private static boolean isGoing(@Nullable HasMetadata object) {
        return object != null && object.getMetadata().getDeletionTimestamp() != null;
    }
}

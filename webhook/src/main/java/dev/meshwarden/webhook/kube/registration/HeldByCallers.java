package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.webhook.kube.ClusterLink;

import io.fabric8.kubernetes.client.KubernetesClientException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What callers trust now: the certificates that are in every live entry. Empty where that cannot be told; every question asks the API
 * server.
 *
 * <p>Threading: any number of threads.
 */
public final class HeldByCallers implements Supplier<Optional<CaBundle>> {
    private static final Logger LOG = LoggerFactory.getLogger(HeldByCallers.class);

    private final LiveConfigurations live;

    public HeldByCallers(ClusterLink link) {
        this.live = new LiveConfigurations(link.client());
    }

    @Override
    public Optional<CaBundle> get() {
        try {
            return live.heldByAll();
        } catch (KubernetesClientException e) {
            LOG.info("what callers trust cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }
}

package dev.meshwarden.webhook.kube;

import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.store.CertificateStore;
import dev.meshwarden.certs.store.StaleStoreException;
import dev.meshwarden.certs.store.StoreOutOfReachException;
import dev.meshwarden.certs.store.StoredGenerations;
import dev.meshwarden.webhook.config.ClusterConfig;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;

/**
 * Generations in the Secret {@code meshwarden-ca}. Every write names the version that it is based on, so of two writers the later one reads again and decides
 * anew. What others put into the Secret stays as it is.
 */
public final class SecretStore implements CertificateStore, AutoCloseable {
    public static final String NAME = "meshwarden-ca";

    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final String namespace;
    private final boolean ownsClient;
    private @Nullable Secret seen;
    private boolean read;

    private SecretStore(KubernetesClient client, String namespace, boolean ownsClient) {
        this.client = client;
        this.namespace = namespace;
        this.ownsClient = ownsClient;
    }

    /** Over a client that goes on when this is closed. */
    static SecretStore over(KubernetesClient client, String namespace) {
        return new SecretStore(client, namespace, false);
    }

    /** With a client of its own, connected lazily: the API server may be down. */
    public static SecretStore open(ClusterConfig cluster) throws IOException {
        return new SecretStore(ClusterClient.open(cluster), cluster.namespace(), true);
    }

    @Override
    public StoredGenerations load() throws IOException {
        try {
            seen = secret().get();
            read = true;
        } catch (KubernetesClientException e) {
            throw refused("read", e);
        }
        return SecretEntries.read(data());
    }

    @Override
    public void add(Generation generation) throws IOException {
        write(SecretEntries.with(current(), generation));
    }

    @Override
    public void remove(String id) throws IOException {
        write(SecretEntries.without(current(), id));
    }

    private Map<String, String> current() throws IOException {
        if (!read) {
            load();
        }
        return data();
    }

    private Map<String, String> data() {
        Secret now = seen;
        return now == null || now.getData() == null ? Map.of() : now.getData();
    }

    private void write(Map<String, String> data) throws IOException {
        Secret now = seen;
        if (data.equals(data())) {
            return;
        }
        try {
            seen = now == null ? create(data) : update(now, data);
        } catch (KubernetesClientException e) {
            read = false;
            throw refused("written", e);
        }
    }

    private Secret create(Map<String, String> data) {
        return client.resource(
                        new SecretBuilder()
                                .withNewMetadata()
                                .withName(NAME)
                                .withNamespace(namespace)
                                .addToLabels("app.kubernetes.io/name", "meshwarden")
                                .endMetadata()
                                .withType("Opaque")
                                .withData(data)
                                .build())
                .create();
    }

    /** Carries the version that was read; the API server refuses any other. */
    private Secret update(Secret read, Map<String, String> data) {
        return client.resource(new SecretBuilder(read).withData(data).build()).update();
    }

    private Resource<Secret> secret() {
        return client.secrets().inNamespace(namespace).withName(NAME);
    }

    private IOException refused(String what, KubernetesClientException e) {
        String message =
                "Secret " + namespace + "/" + NAME + " cannot be " + what + ": " + ApiAnswer.of(e);
        return e.getCode() == CONFLICT
                ? new StaleStoreException(message, e)
                : new StoreOutOfReachException(message, e);
    }

    @Override
    public void close() {
        if (ownsClient) {
            client.close();
        }
    }
}

package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.webhook.admission.EntryTable;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import java.util.UUID;

/**
 * Proves that calls arrive: creates a ConfigMap, as a dry run, that nobody but our own handler refuses with the word it was given. A
 * refusal of that kind has gone by API server, Service, TLS and handler.
 */
final class Canary {
    private final KubernetesClient client;
    private final String namespace;

    Canary(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** What became of the call. */
    sealed interface Outcome {
        /** Refused, with our word. */
        record Arrived() implements Outcome {}

        /** Not so. */
        record Lost(String why) implements Outcome {}
    }

    Outcome fly() {
        String nonce = UUID.randomUUID().toString();
        ConfigMap canary =
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("meshwarden-canary-" + nonce.substring(0, 8))
                        .addToLabels(EntryTable.CANARY_LABEL, "true")
                        .endMetadata()
                        .addToData(EntryTable.CANARY_WORD, nonce)
                        .build();
        try {
            client.resource(canary).dryRun(true).create();
            return new Outcome.Lost("it was admitted: nobody was asked");
        } catch (KubernetesClientException e) {
            String said = String.valueOf(e.getMessage());
            return said.contains(EntryTable.canaryAnswer(nonce))
                    ? new Outcome.Arrived()
                    : new Outcome.Lost(said);
        }
    }
}

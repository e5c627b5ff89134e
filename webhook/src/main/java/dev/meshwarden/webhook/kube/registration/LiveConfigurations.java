package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.certs.pki.CaBundle;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The two configurations in the cluster. Everything throws what the client throws; nothing is tried twice. */
final class LiveConfigurations {
    private final KubernetesClient client;

    LiveConfigurations(KubernetesClient client) {
        this.client = client;
    }

    Resource<ValidatingWebhookConfiguration> validatingResource() {
        return client.admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(WebhookConfigurations.VALIDATING);
    }

    Resource<MutatingWebhookConfiguration> mutatingResource() {
        return client.admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(WebhookConfigurations.MUTATING);
    }

    Optional<ValidatingWebhookConfiguration> validating() {
        return Optional.ofNullable(validatingResource().get());
    }

    Optional<MutatingWebhookConfiguration> mutating() {
        return Optional.ofNullable(mutatingResource().get());
    }

    /** Made anew; refused when there is one. */
    <T extends HasMetadata> T create(T wanted) {
        return client.resource(wanted).create();
    }

    /** In place of what was read; refused when somebody wrote in between. What others put into the metadata stays. */
    <T extends HasMetadata> T replace(T live, T wanted) {
        var ours = wanted.getMetadata();
        var theirs = live.getMetadata();
        ours.setResourceVersion(theirs.getResourceVersion());
        ours.setUid(theirs.getUid());
        ours.setFinalizers(theirs.getFinalizers());
        ours.setAnnotations(theirs.getAnnotations());
        Map<String, String> labels = new HashMap<>();
        if (theirs.getLabels() != null) {
            labels.putAll(theirs.getLabels());
        }
        labels.putAll(ours.getLabels());
        ours.setLabels(labels);
        return client.resource(wanted).update();
    }

    /**
     * Writes the bundle into entries, each only if it is still the one that was read.
     *
     * @param names of the entries by their places in the list
     * @param field base64, as the configuration holds it
     */
    void patchBundle(Resource<?> configuration, Map<Integer, String> names, String field) {
        List<String> operations = new ArrayList<>();
        names.forEach((at, name) -> {
            operations.add(
                    "{\"op\":\"test\",\"path\":\"/webhooks/%d/name\",\"value\":\"%s\"}"
                            .formatted(at, name));
            operations.add(
                    "{\"op\":\"add\",\"path\":\"/webhooks/%d/clientConfig/caBundle\",\"value\":\"%s\"}"
                            .formatted(at, field));
        });
        configuration.patch(
                PatchContext.of(PatchType.JSON), "[" + String.join(",", operations) + "]");
    }

    /** Takes both away; one that is gone is no fault. */
    void remove() {
        validatingResource().delete();
        mutatingResource().delete();
    }

    /** The uid of the ClusterRole whose deletion takes the configurations with it; empty without one. */
    Optional<String> owner() {
        return Optional.ofNullable(
                        client.rbac()
                                .clusterRoles()
                                .withName(WebhookConfigurations.VALIDATING)
                                .get())
                .map(role -> role.getMetadata().getUid());
    }

    /** What every entry of both configurations trusts; empty where there is no entry, or one trusts nothing that can be read. */
    Optional<CaBundle> heldByAll() {
        List<String> fields = new ArrayList<>();
        validating()
                .ifPresent(
                        c -> c.getWebhooks().forEach(w -> fields.add(field(w.getClientConfig()))));
        mutating()
                .ifPresent(
                        c -> c.getWebhooks().forEach(w -> fields.add(field(w.getClientConfig()))));
        return Bundles.common(fields);
    }

    private static String field(WebhookClientConfig config) {
        return config.getCaBundle() == null ? "" : config.getCaBundle();
    }
}

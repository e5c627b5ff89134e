package dev.meshwarden.webhook.kube.manifests;

import dev.meshwarden.policy.decision.Decider;
import dev.meshwarden.webhook.config.ClusterConfig;
import dev.meshwarden.webhook.config.RegistrationConfig;
import dev.meshwarden.webhook.kube.registration.Placement;
import dev.meshwarden.webhook.kube.registration.WantedEntries;
import dev.meshwarden.webhook.kube.registration.WebhookConfigurations;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The objects of an installation, in the order in which they can be created.
 *
 * @param objects the namespace first, the replicas last
 */
public record Installation(List<HasMetadata> objects) {
    public Installation {
        objects = List.copyOf(objects);
    }

    public static Installation of(InstallOptions options) {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(namespace(options));
        objects.addAll(AccessRights.of(options));
        objects.add(Settings.of(options));
        objects.addAll(Network.of(options));
        objects.addAll(Workload.of(options));
        return new Installation(objects);
    }

    /**
     * With the two webhook configurations, at {@code Ignore} and without a caBundle, for people who keep them in Git.
     *
     * @param policies whose rules say which entries there are
     */
    public Installation plusRegistration(InstallOptions options, Decider policies) {
        var rendered =
                new WebhookConfigurations(
                        Placement.of(
                                ClusterConfig.STANDARD.withNamespace(options.namespace()),
                                RegistrationConfig.STANDARD,
                                policies,
                                Optional.empty(),
                                Optional.empty()),
                        WantedEntries.of(policies, RegistrationConfig.STANDARD.workloads()),
                        Set.of());
        List<HasMetadata> all = new ArrayList<>(objects);
        all.add(rendered.validating());
        all.add(rendered.mutating());
        return new Installation(all);
    }

    /** With what the Prometheus operator reads the metrics by, and the alerts. */
    public Installation plusMonitoring(InstallOptions options) {
        List<HasMetadata> all = new ArrayList<>(objects);
        all.addAll(Monitoring.of(options));
        return new Installation(all);
    }

    /** A multi-document YAML for {@code kubectl apply -f -}. */
    public String yaml() {
        var text = new StringBuilder();
        for (HasMetadata object : objects) {
            text.append(Serialization.asYaml(object));
        }
        return text.toString();
    }

    private static HasMetadata namespace(InstallOptions options) {
        Map<String, String> labels = new TreeMap<>(Naming.SELECTOR);
        for (String mode : List.of("audit", "enforce", "warn")) {
            labels.put("pod-security.kubernetes.io/" + mode, "restricted");
        }
        labels.put("istio-injection", "disabled");
        labels.put("istio.io/dataplane-mode", "none");
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(options.namespace())
                .withLabels(labels)
                .endMetadata()
                .build();
    }
}

package dev.meshwarden.webhook.kube.manifests;

import dev.meshwarden.webhook.config.ByteSize;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The replicas: a StatefulSet, since each keeps an audit log of its own, and what keeps enough of them up. */
final class Workload {
    static final String VOLUME = "data";
    static final String PRIORITY = "system-cluster-critical";
    private static final int STAYING_UP = 2;

    private Workload() {}

    static List<HasMetadata> of(InstallOptions options) {
        List<HasMetadata> objects = new ArrayList<>();
        if (options.overlay() == Overlay.HA) {
            objects.add(
                    new PodDisruptionBudgetBuilder()
                            .withMetadata(Naming.named(Naming.NAME, options))
                            .withNewSpec()
                            .withMinAvailable(new IntOrString(STAYING_UP))
                            .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                            .withNewSelector()
                            .withMatchLabels(Naming.SELECTOR)
                            .endSelector()
                            .endSpec()
                            .build());
            // Some clusters admit the priority only where a quota speaks of it.
            objects.add(
                    new ResourceQuotaBuilder()
                            .withMetadata(Naming.named(Naming.NAME + "-critical", options))
                            .withNewSpec()
                            .withHard(Map.of("pods", new Quantity("10")))
                            .withNewScopeSelector()
                            .addNewMatchExpression()
                            .withScopeName("PriorityClass")
                            .withOperator("In")
                            .withValues(PRIORITY)
                            .endMatchExpression()
                            .endScopeSelector()
                            .endSpec()
                            .build());
        }
        objects.add(statefulSet(options));
        return objects;
    }

    private static StatefulSet statefulSet(InstallOptions options) {
        Map<String, String> labels = new TreeMap<>(Naming.SELECTOR);
        labels.putAll(Naming.OUTSIDE_THE_MESH);
        return new StatefulSetBuilder()
                .withMetadata(Naming.named(Naming.NAME, options))
                .withNewSpec()
                .withServiceName(Network.REPLICAS)
                .withReplicas(options.overlay().replicas())
                .withPodManagementPolicy("Parallel")
                .withMinReadySeconds(options.overlay().minReadySeconds())
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .endUpdateStrategy()
                .withNewPersistentVolumeClaimRetentionPolicy("Retain", "Retain")
                .withNewSelector()
                .withMatchLabels(Naming.SELECTOR)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .addToAnnotations("meshwarden.io/config", Settings.digest(options))
                .endMetadata()
                .withSpec(Pod.of(options))
                .endTemplate()
                .withVolumeClaimTemplates(
                        new PersistentVolumeClaimBuilder()
                                .withNewMetadata()
                                .withName(VOLUME)
                                .endMetadata()
                                .withNewSpec()
                                .withAccessModes("ReadWriteOnce")
                                .withNewResources()
                                .withRequests(
                                        Map.of("storage", quantity(options.overlay().volume())))
                                .endResources()
                                .endSpec()
                                .build())
                .endSpec()
                .build();
    }

    /** {@code 8Gi} of {@code 8GiB}. */
    static Quantity quantity(ByteSize size) {
        return new Quantity(size.toString().replace("B", ""));
    }
}

package dev.meshwarden.webhook.kube.manifests;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

import java.util.Locale;
import java.util.Map;

/** {@code meshwarden.yaml} as a ConfigMap: what differs in a cluster from the program's defaults, and no more. */
final class Settings {
    static final String NAME = Naming.NAME;
    static final String FILE = "meshwarden.yaml";

    private Settings() {}

    static ConfigMap of(InstallOptions options) {
        return new ConfigMapBuilder()
                .withMetadata(Naming.named(NAME, options))
                .withData(Map.of(FILE, text(options)))
                .build();
    }

    private static String text(InstallOptions options) {
        return """
        listen:
          address: 0.0.0.0
        data: %s
        cluster:
          namespace: %s
        registration:
          mode: %s
        tls:
          mode: managed
        policies:
          profile: %s
          folders: [%s]
          enforcement: %s
        http:
          announce: %ds
          finish: %ds
        audit:
          cluster: kubernetes
          retainBytes: %s
        """
                .formatted(
                        Pod.DATA,
                        options.namespace(),
                        options.registration().name().toLowerCase(Locale.ROOT),
                        options.profile(),
                        Pod.POLICIES,
                        options.observe() ? "observe" : "profile",
                        Pod.ANNOUNCE_SECONDS,
                        Pod.FINISH_SECONDS,
                        options.overlay().retained());
    }
}

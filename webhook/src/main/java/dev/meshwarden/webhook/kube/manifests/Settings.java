package dev.meshwarden.webhook.kube.manifests;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

    /** Of the text: a pod template that carries it is another one when the configuration is. */
    static String digest(InstallOptions options) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text(options).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every JDK has SHA-256", e);
        }
    }

    private static String text(InstallOptions options) {
        return """
        listen:
          address: 0.0.0.0
          adminTokenFile: %s
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
          linger: %ds
          finish: %ds
        audit:
          cluster: kubernetes
          retainBytes: %s
        """
                .formatted(
                        Pod.ADMIN_TOKEN + "/token",
                        Pod.DATA,
                        options.namespace(),
                        options.registration().name().toLowerCase(Locale.ROOT),
                        options.profile(),
                        Pod.POLICIES,
                        options.observe() ? "observe" : "profile",
                        Pod.ANNOUNCE_SECONDS,
                        options.overlay().replicas() > 1 ? Pod.LINGER_SECONDS : 0,
                        Pod.FINISH_SECONDS,
                        options.overlay().retained());
    }
}

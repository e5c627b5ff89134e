package dev.meshwarden.webhook.kube;

import dev.meshwarden.webhook.config.ClusterConfig;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The client of the API server that a configuration names. */
public final class ClusterClient {
    /** How the API server's managedFields name what we wrote. */
    public static final String MANAGER = "meshwarden";

    private static final String POD_MARK = "KUBERNETES_SERVICE_HOST";
    private static final int CONNECT_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 10_000;

    private ClusterClient() {}

    /**
     * Connects lazily: the API server may be down.
     *
     * @throws IOException when the kubeconfig cannot be read, or the pod has no ServiceAccount
     * @throws IllegalArgumentException when the configuration names no cluster
     */
    public static KubernetesClient open(ClusterConfig cluster) throws IOException {
        Config config =
                switch (cluster.access()) {
                    case ClusterConfig.Access.None _ ->
                            throw new IllegalArgumentException("no cluster is configured");
                    case ClusterConfig.Access.InPod _ -> inPod();
                    case ClusterConfig.Access.Kubeconfig(var file) -> kubeconfig(file);
                };
        Config bounded =
                new ConfigBuilder(config)
                        .withNamespace(cluster.namespace())
                        .withConnectionTimeout(CONNECT_MILLIS)
                        .withRequestTimeout(REQUEST_MILLIS)
                        .withUserAgent(MANAGER) // what managedFields call us
                        .withRequestRetryBackoffLimit(0) // who calls knows when to try again
                        .build();
        return new KubernetesClientBuilder().withConfig(bounded).build();
    }

    /** Whether this process runs in a pod that was given a ServiceAccount. */
    public static boolean isInPod(Map<String, String> environment) {
        return environment.containsKey(POD_MARK)
                && Files.isReadable(Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH));
    }

    private static Config kubeconfig(Path file) throws IOException {
        Files.readString(file); // refused here, with the file's name, not at the first call
        return Config.fromKubeconfig(file.toFile());
    }

    private static Config inPod() throws IOException {
        Path token = Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH);
        if (!Files.isReadable(token)) {
            throw new IOException("no ServiceAccount token at " + token);
        }
        return new ConfigBuilder(Config.autoConfigure(null))
                .withOauthToken(null)
                .withOauthTokenProvider(() -> read(token)) // the kubelet renews the file
                .build();
    }

    private static String read(Path token) {
        try {
            return Files.readString(token).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

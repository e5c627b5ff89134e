package dev.meshwarden.webhook.kube;

import dev.meshwarden.certs.pki.MalformedPemException;
import dev.meshwarden.certs.pki.Pem;
import dev.meshwarden.webhook.config.ClusterConfig;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The client of the API server that a configuration names. */
public final class ClusterClient {
    /** How the API server's managedFields name what we wrote. */
    public static final String MANAGER = "meshwarden";

    private static final String POD_MARK = "KUBERNETES_SERVICE_HOST";
    private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
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
        try {
            return new KubernetesClientBuilder().withConfig(bounded).build();
        } catch (KubernetesClientException e) { // before anything is sent: keys and certificates
            throw new IOException(
                    "the client key or certificate for the cluster cannot be used (RSA and elliptic"
                            + " keys can): "
                            + e.getMessage(),
                    e);
        }
    }

    /** Whether this process runs in a pod that was given a ServiceAccount. */
    public static boolean isInPod(Map<String, String> environment) {
        return environment.containsKey(POD_MARK) && Files.isReadable(ACCOUNT.resolve("token"));
    }

    private static Config kubeconfig(Path file) throws IOException {
        Files.readString(file); // refused here, with the file's name, not at the first call
        Config config = Config.fromKubeconfig(file.toFile());
        Optional<String> pem = clientKey(config);
        return pem.isPresent() ? withKey(config, pem.get(), file) : config;
    }

    private static Optional<String> clientKey(Config config) throws IOException {
        String data = config.getClientKeyData();
        if (data != null && !data.isEmpty()) {
            return Optional.of(
                    new String(Base64.getMimeDecoder().decode(data), StandardCharsets.US_ASCII));
        }
        String named = config.getClientKeyFile();
        return named == null || named.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.readString(Path.of(named)));
    }

    /** The client reads an elliptic key in one form only; kubectl reads it in every form. */
    private static Config withKey(Config config, String pem, Path file) throws IOException {
        PrivateKey key;
        try {
            key = Pem.privateKey(pem);
        } catch (MalformedPemException e) {
            throw new IOException(file + ": its client key " + e.getMessage(), e);
        }
        if (!key.getAlgorithm().equals("EC")) {
            return config;
        }
        byte[] readable = Pem.sec1(key).getBytes(StandardCharsets.US_ASCII);
        return new ConfigBuilder(config)
                .withClientKeyFile(null)
                .withClientKeyData(Base64.getEncoder().encodeToString(readable))
                .withClientKeyAlgo("EC")
                .build();
    }

    private static Config inPod() throws IOException {
        return inPod(System.getenv(), ACCOUNT);
    }

    /**
     * By the account's files and the pod's environment alone: what the client finds by itself would be a kubeconfig first.
     *
     * @param account the folder of the ServiceAccount's files
     */
    static Config inPod(Map<String, String> environment, Path account) throws IOException {
        Path token = account.resolve("token");
        String host = environment.getOrDefault(POD_MARK, "");
        if (host.isEmpty() || !Files.isReadable(token)) {
            throw new IOException("not in a pod with a ServiceAccount: no token at " + token);
        }
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(
                        "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port)
                .withCaCertFile(account.resolve("ca.crt").toString())
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

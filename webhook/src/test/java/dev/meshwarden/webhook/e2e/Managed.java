package dev.meshwarden.webhook.e2e;

import com.fasterxml.jackson.databind.JsonNode;

import dev.meshwarden.webhook.kube.manifests.InstallOptions;
import dev.meshwarden.webhook.kube.manifests.Installation;
import dev.meshwarden.webhook.kube.manifests.Overlay;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Meshwarden as its own manifests install it, but for the kubelet: the process is ours, as its ServiceAccount, behind its Service. */
final class Managed {
    static final String VALIDATING =
            "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/meshwarden";
    static final String MUTATING =
            "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/meshwarden-mutate";
    static final String STATEFUL_SET =
            "/apis/apps/v1/namespaces/" + Cluster.SYSTEM + "/statefulsets/meshwarden";

    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";
    private static final Map<String, String> PATHS =
            Map.of(
                    "ClusterRole", RBAC + "/clusterroles/meshwarden",
                    "ClusterRoleBinding", RBAC + "/clusterrolebindings/meshwarden",
                    "Role", RBAC + "/namespaces/" + Cluster.SYSTEM + "/roles/meshwarden",
                    "RoleBinding",
                            RBAC + "/namespaces/" + Cluster.SYSTEM + "/rolebindings/meshwarden",
                    "StatefulSet", STATEFUL_SET);

    private Managed() {}

    /** What the manifests give: rights, and the StatefulSet as an object that nobody acts on. */
    static void install(Cluster cluster, String mode) throws Exception {
        var options =
                new InstallOptions(
                        Cluster.SYSTEM,
                        "meshwarden:e2e",
                        Overlay.BASE,
                        mode.equals("external")
                                ? InstallOptions.Registration.EXTERNAL
                                : InstallOptions.Registration.MANAGED,
                        "baseline",
                        false,
                        List.of(),
                        List.of());
        for (HasMetadata object : Installation.of(options).objects()) {
            String path = PATHS.get(object.getKind());
            if (path != null) {
                cluster.admin().apply(path, Serialization.asJson(object)).orFail();
            }
        }
    }

    /** Installed and serving, in this mode of registration. */
    static MeshwardenProcess serve(Cluster cluster, String mode, String... arguments)
            throws Exception {
        install(cluster, mode);
        return start(cluster, mode, arguments);
    }

    /** One more start of what is installed. */
    static MeshwardenProcess start(Cluster cluster, String mode, String... arguments)
            throws Exception {
        Path config = cluster.folder().resolve("managed-" + mode + ".yaml");
        Files.writeString(
                config,
                """
                registration: %s
                tls: {extraSans: [%s, %s]}
                http: {announce: 3s}
                """
                        .formatted(
                                cluster.registration(mode),
                                String.join(", ", Cluster.serviceNames()),
                                cluster.clusterIp()));
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--config",
                                config.toString(),
                                "--kubeconfig",
                                cluster.kubeconfig(cluster.meshwarden(), Cluster.SYSTEM)
                                        .toString()));
        all.addAll(List.of(arguments));
        var process = cluster.serve(all.toArray(String[]::new));
        process.awaitReady();
        return process;
    }

    /** Failure policies by the entry's name. */
    static Map<String, String> policies(Cluster cluster) throws Exception {
        Map<String, String> policies = new TreeMap<>();
        for (JsonNode entry : cluster.admin().get(VALIDATING).body().path("webhooks")) {
            policies.put(
                    entry.path("name").asText().replace(".meshwarden.io", ""),
                    entry.path("failurePolicy").asText());
        }
        return policies;
    }

    static void awaitPolicies(Cluster cluster, Map<String, String> wanted, Duration limit)
            throws Exception {
        Eventually.value(
                "the entries are " + wanted,
                limit,
                () -> {
                    var now = policies(cluster);
                    return now.equals(wanted)
                            ? new Eventually.Look.Found<>(true)
                            : new Eventually.Look.NotYet<>(now.toString());
                });
    }

    /** Records that tell of the registration, in order. */
    static List<JsonNode> records(MeshwardenProcess process) throws Exception {
        return process.records().stream()
                .filter(r -> r.path("kind").asText().equals("config"))
                .filter(r -> r.path("what").asText().equals("registration"))
                .toList();
    }
}

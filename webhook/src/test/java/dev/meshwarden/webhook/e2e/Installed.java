package dev.meshwarden.webhook.e2e;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Meshwarden as it is installed: the objects that {@code meshwarden manifests} prints, and processes that act as its ServiceAccount,
 * make their own certificates and register themselves.
 */
final class Installed {
    static final String VALIDATING =
            "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/meshwarden";
    static final String MUTATING =
            "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/meshwarden-mutate";
    static final String STATEFUL_SET =
            "/apis/apps/v1/namespaces/" + Cluster.SYSTEM + "/statefulsets/meshwarden";

    /** The failure policies that the built-in pack's entries come to. */
    static final Map<String, String> CLOSED =
            Map.of(
                    "security", "Fail",
                    "traffic", "Fail",
                    "namespace-guard", "Fail",
                    "mesh-config", "Fail",
                    "canary", "Ignore");

    private static final Duration TO_FAIL = Duration.ofSeconds(60);

    private final Cluster cluster;
    private int replicas;

    private Installed(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Applies the manifests; nothing runs yet.
     *
     * @param options of {@code meshwarden manifests}
     */
    static Installed into(Cluster cluster, String... options) throws Exception {
        cluster.kubectl()
                .run(
                        manifests(cluster, options),
                        "apply",
                        "--server-side",
                        "--force-conflicts",
                        "-f",
                        "-")
                .orFail();
        return new Installed(cluster);
    }

    static String manifests(Cluster cluster, String... options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("manifests"));
        arguments.addAll(List.of(options));
        Path out = cluster.folder().resolve("manifests.yaml");
        int code =
                new ProcessBuilder(MeshwardenProcess.command(arguments.toArray(String[]::new)))
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new AssertionError("manifests ended with " + code);
        }
        return Files.readString(out);
    }

    /**
     * What a replica is told; later sections are appended as they are.
     *
     * @param registration the section; or a mode alone, and the rest of it is as the cluster's way needs it
     * @param tls the section; blank for certificates that this way needs
     */
    record Settings(String registration, String tls, String drain, String rest) {
        static final Settings MANAGED = new Settings("managed", "", "announce: 1s, finish: 5s", "");

        /** The configurations are somebody else's. */
        static final Settings EXTERNAL = MANAGED.withRegistration("external");

        private String registrationIn(Cluster cluster) {
            return registration.startsWith("{") ? registration : cluster.registration(registration);
        }

        private String tlsIn(Cluster cluster) {
            return tls.isBlank()
                    ? "{mode: managed, extraSans: [" + cluster.clusterIp() + "]}"
                    : tls;
        }

        Settings withTls(String other) {
            return new Settings(registration, other, drain, rest);
        }

        Settings withRegistration(String other) {
            return new Settings(other, tls, drain, rest);
        }

        Settings withDrain(String other) {
            return new Settings(registration, tls, other, rest);
        }

        Settings withRest(String other) {
            return new Settings(registration, tls, drain, other);
        }
    }

    /** One replica behind the Service, until its entries refuse. */
    MeshwardenProcess serve(String... arguments) throws Exception {
        MeshwardenProcess replica = start(Settings.MANAGED, arguments);
        awaitEnforced();
        return replica;
    }

    /** One replica behind the Service, ready; where its entries stand is another matter. */
    MeshwardenProcess start(Settings settings, String... arguments) throws Exception {
        MeshwardenProcess replica =
                replica(settings, cluster.clusterIp(), Ports.SERVICE, arguments);
        replica.awaitReady();
        return replica;
    }

    /** A replica anywhere, ready or not. */
    MeshwardenProcess replica(Settings settings, String address, int port, String... arguments)
            throws Exception {
        String name = "meshwarden-" + replicas++;
        Path config = cluster.folder().resolve(name + ".yaml");
        Files.writeString(
                config,
                """
                cluster: {replica: %s}
                registration: %s
                tls: %s
                http: {%s}
                %s
                """
                        .formatted(
                                name,
                                settings.registrationIn(cluster),
                                settings.tlsIn(cluster),
                                settings.drain(),
                                settings.rest()));
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--config",
                                config.toString(),
                                "--kubeconfig",
                                cluster.kubeconfig(cluster.meshwarden(), Cluster.SYSTEM)
                                        .toString()));
        all.addAll(List.of(arguments));
        return cluster.serveAt(address, port, all.toArray(String[]::new));
    }

    /** Until every entry that is to stand at Fail does, and the API server acts by it. */
    void awaitEnforced() throws Exception {
        awaitFail();
        Registered.awaitRefusing(cluster);
    }

    /** Until every entry that is to stand at Fail does. */
    void awaitFail() throws Exception {
        Eventually.value(
                "the entries are at Fail",
                TO_FAIL,
                () -> {
                    List<String> open = new ArrayList<>();
                    JsonNode hooks = validating().path("webhooks");
                    for (JsonNode hook : hooks) {
                        String name = hook.path("name").asText();
                        if (!name.startsWith("canary.")
                                && !name.startsWith("workloads.")
                                && !hook.path("failurePolicy").asText().equals("Fail")) {
                            open.add(name);
                        }
                    }
                    return hooks.size() > 0 && open.isEmpty()
                            ? new Eventually.Look.Found<>(true)
                            : new Eventually.Look.NotYet<>(
                                    hooks.size() + " entries, open: " + open);
                });
    }

    /** Until the entries are these, by their failure policies. */
    void awaitPolicies(Map<String, String> wanted) throws Exception {
        Eventually.value(
                "the entries are " + wanted,
                TO_FAIL,
                () -> {
                    Map<String, String> now = policies();
                    return now.equals(wanted)
                            ? new Eventually.Look.Found<>(true)
                            : new Eventually.Look.NotYet<>(now.toString());
                });
    }

    private Map<String, String> policies() throws IOException, InterruptedException {
        Map<String, String> policies = new TreeMap<>();
        for (JsonNode entry : validating().path("webhooks")) {
            policies.put(
                    entry.path("name").asText().replace(".meshwarden.io", ""),
                    entry.path("failurePolicy").asText());
        }
        return policies;
    }

    /** Records that tell of the registration, in order. */
    static List<JsonNode> records(MeshwardenProcess process) throws IOException {
        return process.records().stream()
                .filter(r -> r.path("kind").asText().equals("config"))
                .filter(r -> r.path("what").asText().equals("registration"))
                .toList();
    }

    /** The validating configuration as it is stored; missing fields where there is none. */
    JsonNode validating() throws IOException, InterruptedException {
        return cluster.admin().get(VALIDATING).body();
    }

    JsonNode mutating() throws IOException, InterruptedException {
        return cluster.admin().get(MUTATING).body();
    }
}

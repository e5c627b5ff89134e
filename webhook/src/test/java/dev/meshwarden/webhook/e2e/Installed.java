package dev.meshwarden.webhook.e2e;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Meshwarden as it is installed: the objects that {@code meshwarden manifests} prints, and processes that act as its ServiceAccount,
 * make their own certificates and register themselves.
 */
final class Installed {
    static final String VALIDATING =
            "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/meshwarden";
    static final String MUTATING =
            "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/meshwarden-mutate";
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

    /** What a replica is told; later sections are appended as they are. */
    record Settings(String registration, String tls, String drain, String rest) {
        static final Settings MANAGED =
                new Settings(
                        "{mode: managed, servicePort: " + Ports.SERVICE + "}",
                        "{mode: managed}",
                        "announce: 1s, finish: 5s",
                        "");

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
        MeshwardenProcess replica =
                replica(Settings.MANAGED, cluster.clusterIp(), Ports.SERVICE, arguments);
        awaitEnforced();
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
                                settings.registration(),
                                settings.tls(),
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

    /** The validating configuration as it is stored; missing fields where there is none. */
    JsonNode validating() throws IOException, InterruptedException {
        return cluster.admin().get(VALIDATING).body();
    }

    JsonNode mutating() throws IOException, InterruptedException {
        return cluster.admin().get(MUTATING).body();
    }
}

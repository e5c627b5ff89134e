package dev.meshwarden.webhook.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a test is given: an API server with Istio's kinds, its own unless the cluster is somebody's, a few identities, and a Service behind
 * which a Meshwarden process can be started, or a URL where that does not work.
 *
 * <p>Threading: by one thread.
 */
final class Cluster implements AutoCloseable {
    static final String SYSTEM = "meshwarden-system";
    static final String ROOT = "istio-system";
    private static final int TOKEN_SECONDS = 7200;

    private final Gate gate;
    private final Optional<KubeControlPlane> plane;
    private final Optional<Guest> guest;
    private final Path folder;
    private final String clusterIp;
    private final Api admin;
    private final List<MeshwardenProcess> processes = new ArrayList<>();
    private Reach.Way reached = Reach.Way.A;
    private int started;

    private Cluster(
            Gate gate,
            Optional<KubeControlPlane> plane,
            Optional<Guest> guest,
            Path folder,
            String clusterIp) {
        this.gate = gate;
        this.plane = plane;
        this.guest = guest;
        this.folder = folder;
        this.clusterIp = clusterIp;
        this.admin = gate.as(gate.admin());
    }

    /** With the definitions given; without any, a cluster that knows no Istio. */
    static Cluster start(
            Path program, Etcd etcd, Path folder, IstioCrds crds, Reach reach, String... flags)
            throws Exception {
        var plane = KubeControlPlane.start(program, etcd, folder, flags);
        try {
            var cluster =
                    new Cluster(
                            plane, Optional.of(plane), Optional.empty(), folder, Ports.clusterIp());
            crds.install(cluster.admin);
            cluster.furnish();
            cluster.service("meshwarden", cluster.clusterIp);
            cluster.reached = reach.in(cluster);
            return cluster;
        } catch (Exception | AssertionError e) {
            plane.close();
            throw e;
        }
    }

    /** Somebody's: what is made in it is told to the guest. */
    static Cluster visit(ForeignCluster gate, Guest guest, Path folder, Reach reach)
            throws Exception {
        Files.createDirectories(folder);
        String named = System.getenv().getOrDefault(ForeignCluster.ADDRESS, "");
        var cluster =
                new Cluster(
                        gate,
                        Optional.empty(),
                        Optional.of(guest),
                        folder,
                        named.isEmpty() ? Ports.clusterIp() : named);
        if (!cluster.admin.get(Istio.peerAuthentications("default")).isOk()) {
            IstioCrds.load().install(cluster.admin);
        }
        cluster.furnish();
        cluster.reached = reach.in(cluster);
        return cluster;
    }

    private void furnish() throws Exception {
        Eventually.holds(
                "the built-in namespaces exist",
                () -> admin.get("/api/v1/namespaces/default").isOk());
        namespace(SYSTEM);
        namespace(ROOT);
        make(
                "/api/v1/namespaces/" + SYSTEM + "/serviceaccounts",
                """
                {"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"meshwarden"}}\
                """);
        make("/apis/rbac.authorization.k8s.io/v1/clusterroles", AUTHOR_ROLE);
        for (String group : List.of("dev", "gitops")) {
            bindAuthors(group, "Group");
        }
    }

    /** Makes it, unless it is there. */
    private void make(String path, String object) throws IOException, InterruptedException {
        var answer = admin.post(path, object);
        if (answer.code() == 409) {
            return;
        }
        String name = answer.orFail().body().path("metadata").path("name").asText();
        guest.ifPresent(g -> g.made(path + "/" + name));
    }

    private static final String AUTHOR_ROLE =
            """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"e2e-author"},
             "rules":[{"apiGroups":["security.istio.io","networking.istio.io","telemetry.istio.io","extensions.istio.io",
                                    "gateway.networking.k8s.io","apps","batch","coordination.k8s.io"],
                       "resources":["*"],"verbs":["*"]},
                      {"apiGroups":[""],"resources":["namespaces","configmaps","services","serviceaccounts","pods"],
                       "verbs":["*"]}]}\
            """;

    /** Lets a user or group write whatever the tests write, everywhere. */
    void bindAuthors(String name, String kind) throws Exception {
        bind("e2e-author", name, kind);
    }

    /** Gives a user or group a ClusterRole, everywhere. */
    void bind(String role, String name, String kind) throws Exception {
        make(
                "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
                """
                {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding",
                 "metadata":{"generateName":"e2e-"},
                 "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"%s"},
                 "subjects":[{"kind":"%s","name":"%s","apiGroup":"rbac.authorization.k8s.io"}]}\
                """
                        .formatted(role, kind, name));
    }

    void service(String name, String address) throws Exception {
        admin.post(
                        "/api/v1/namespaces/" + SYSTEM + "/services",
                        """
                        {"apiVersion":"v1","kind":"Service","metadata":{"name":"%s"},
                         "spec":{"clusterIP":"%s","ports":[{"name":"e2e","port":%d,"targetPort":%d}]}}\
                        """
                                .formatted(name, address, Ports.SERVICE, Ports.SERVICE))
                .orFail();
    }

    /** A namespace with labels, {@code "a":"b"} each; one that exists stays as it is. */
    void namespace(String name, String... labels) throws IOException, InterruptedException {
        make(
                "/api/v1/namespaces",
                """
                {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s","labels":{%s}}}\
                """
                        .formatted(name, String.join(",", labels)));
    }

    /** A namespace of the test's own. */
    String freshNamespace(String test) throws IOException, InterruptedException {
        String name = test + "-" + UUID.randomUUID().toString().substring(0, 8);
        namespace(name);
        return name;
    }

    /** The processes behind it; of somebody's cluster there are none, and the test is skipped. */
    KubeControlPlane plane() {
        return plane.orElseThrow(
                () -> ForeignCluster.without("the control plane's own processes and files"));
    }

    ApiServer server() {
        return plane().server();
    }

    /** How API servers reach what listens at the Service's address and port. */
    HandMade.Way way() {
        return by(reached);
    }

    HandMade.Way by(Reach.Way way) {
        return switch (way) {
            case A -> new HandMade.Way.Service("meshwarden");
            case C -> new HandMade.Way.Url("https://" + clusterIp + ":" + Ports.SERVICE);
        };
    }

    /** The section {@code registration} of a replica's configuration, for the way that works. */
    String registration(String mode) {
        return switch (way()) {
            case HandMade.Way.Service _ ->
                    "{mode: " + mode + ", servicePort: " + Ports.SERVICE + "}";
            case HandMade.Way.Url(var base) -> "{mode: " + mode + ", url: \"" + base + "\"}";
        };
    }

    /** May do everything, and is asked about like anybody. */
    Api admin() {
        return admin;
    }

    /** A developer. */
    Api alice() {
        return as("alice", "dev");
    }

    /** A developer with the key to the glass. */
    Api breaker() {
        return as("breaker", "dev", "meshwarden:break-glass");
    }

    Api as(String user, String... groups) {
        return gate.as(gate.user(user, groups));
    }

    /** Our own ServiceAccount, by a token as a pod gets it. */
    Identity meshwarden() throws IOException, InterruptedException {
        var answer =
                admin.post(
                                "/api/v1/namespaces/"
                                        + SYSTEM
                                        + "/serviceaccounts/meshwarden/token",
                                """
                                {"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest",
                                 "spec":{"expirationSeconds":%d}}\
                                """
                                        .formatted(TOKEN_SECONDS))
                        .orFail();
        return Identity.of("meshwarden", answer.body().path("status").path("token").asText());
    }

    Path kubeconfig(Identity identity, String namespace) throws IOException {
        Path file = folder.resolve(identity.nickname() + ".kubeconfig");
        Files.writeString(file, gate.kubeconfig(identity, namespace));
        return file;
    }

    Kubectl kubectl(String user, String... groups) throws IOException {
        return new Kubectl(kubeconfig(gate.user(user, groups), "default"), folder);
    }

    /** Kubectl of the administrator. */
    Kubectl kubectl() throws IOException {
        return new Kubectl(kubeconfig(gate.admin(), "default"), folder);
    }

    Path folder() {
        return folder;
    }

    String clusterIp() {
        return clusterIp;
    }

    /** Names that the certificate of the Service needs. */
    static List<String> serviceNames() {
        return List.of(
                "meshwarden." + SYSTEM + ".svc", "meshwarden." + SYSTEM + ".svc.cluster.local");
    }

    /** A Meshwarden behind the Service, with a fresh data folder, serving. */
    MeshwardenProcess serve(String... arguments) throws Exception {
        return serveAt(clusterIp, Ports.SERVICE, arguments);
    }

    MeshwardenProcess serveAt(String address, int port, String... arguments) throws Exception {
        String name = "meshwarden-" + started++;
        var process =
                MeshwardenProcess.start(
                        name, folder.resolve(name), address, port, List.of(arguments));
        processes.add(process);
        return process;
    }

    /** The last lines of every process, for the message of a failure. */
    String tails() {
        var text = new StringBuilder();
        plane.ifPresent(
                p -> p.servers().forEach(s -> text.append(s.process().tail()).append('\n')));
        processes.forEach(p -> text.append(p.process().tail()).append('\n'));
        return text.toString();
    }

    @Override
    public void close() {
        processes.forEach(MeshwardenProcess::close);
        plane.ifPresent(KubeControlPlane::close);
        guest.ifPresent(Guest::tidy);
    }
}

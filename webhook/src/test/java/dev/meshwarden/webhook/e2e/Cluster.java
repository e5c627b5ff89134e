package dev.meshwarden.webhook.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a test is given: an API server of its own with Istio's kinds, a few identities, and a Service behind which a Meshwarden process
 * can be started.
 *
 * <p>Threading: by one thread.
 */
final class Cluster implements AutoCloseable {
    static final String SYSTEM = "meshwarden-system";
    static final String ROOT = "istio-system";
    private static final int TOKEN_SECONDS = 7200;

    private final KubeControlPlane plane;
    private final Path folder;
    private final String clusterIp;
    private final Api admin;
    private final List<MeshwardenProcess> processes = new ArrayList<>();
    private int started;

    private Cluster(KubeControlPlane plane, Path folder, String clusterIp) {
        this.plane = plane;
        this.folder = folder;
        this.clusterIp = clusterIp;
        this.admin = plane.server().as(plane.files().admin());
    }

    static Cluster start(Path program, Etcd etcd, Path folder) throws Exception {
        return start(program, etcd, folder, IstioCrds.load());
    }

    /** With the definitions given; without any, a cluster that knows no Istio. */
    static Cluster start(Path program, Etcd etcd, Path folder, IstioCrds crds) throws Exception {
        var plane = KubeControlPlane.start(program, etcd, folder);
        try {
            var cluster = new Cluster(plane, folder, Ports.clusterIp());
            crds.install(cluster.admin);
            cluster.furnish();
            return cluster;
        } catch (Exception | AssertionError e) {
            plane.close();
            throw e;
        }
    }

    private void furnish() throws Exception {
        Eventually.holds(
                "the built-in namespaces exist",
                () -> admin.get("/api/v1/namespaces/default").isOk());
        namespace(SYSTEM);
        namespace(ROOT);
        admin.post(
                        "/api/v1/namespaces/" + SYSTEM + "/serviceaccounts",
                        """
                        {"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"meshwarden"}}\
                        """)
                .orFail();
        service("meshwarden", clusterIp);
        admin.post("/apis/rbac.authorization.k8s.io/v1/clusterroles", AUTHOR_ROLE).orFail();
        for (String group : List.of("dev", "gitops")) {
            bindAuthors(group, "Group");
        }
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
        admin.post(
                        "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
                        """
                        {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding",
                         "metadata":{"generateName":"e2e-"},
                         "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"%s"},
                         "subjects":[{"kind":"%s","name":"%s","apiGroup":"rbac.authorization.k8s.io"}]}\
                        """
                                .formatted(role, kind, name))
                .orFail();
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
        var answer =
                admin.post(
                        "/api/v1/namespaces",
                        """
                        {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s","labels":{%s}}}\
                        """
                                .formatted(name, String.join(",", labels)));
        if (answer.code() != 409) {
            answer.orFail();
        }
    }

    /** A namespace of the test's own. */
    String freshNamespace(String test) throws IOException, InterruptedException {
        String name = test + "-" + UUID.randomUUID().toString().substring(0, 8);
        namespace(name);
        return name;
    }

    KubeControlPlane plane() {
        return plane;
    }

    ApiServer server() {
        return plane.server();
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
        return plane.server().as(plane.files().user(user, groups));
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
        Path file = folder.resolve(identity.name() + ".kubeconfig");
        Files.writeString(file, plane.server().kubeconfig(identity, namespace));
        return file;
    }

    Kubectl kubectl(String user, String... groups) throws IOException {
        return new Kubectl(kubeconfig(plane.files().user(user, groups), "default"), folder);
    }

    /** Kubectl of the administrator. */
    Kubectl kubectl() throws IOException {
        return new Kubectl(kubeconfig(plane.files().admin(), "default"), folder);
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
        plane.servers().forEach(s -> text.append(s.process().tail()).append('\n'));
        processes.forEach(p -> text.append(p.process().tail()).append('\n'));
        return text.toString();
    }

    @Override
    public void close() {
        processes.forEach(MeshwardenProcess::close);
        plane.close();
    }
}

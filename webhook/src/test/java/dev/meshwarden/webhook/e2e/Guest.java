package dev.meshwarden.webhook.e2e;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Manners in somebody's test cluster: nothing is installed over what is there, each test class finds it as the first did, and at the end
 * what was made is taken away, but for Istio's definitions.
 *
 * <p>Threading: by one thread.
 */
final class Guest {
    private static final String ADMISSION = "/apis/admissionregistration.k8s.io/v1";
    private static final String IN_ROOT = "/namespaces/" + Cluster.ROOT;
    private static final String NAMESPACED = "/namespaces/" + Cluster.SYSTEM;

    /** What a test class may leave behind of an installation. */
    private static final List<String> LEFT =
            List.of(
                    "/apis/apps/v1" + NAMESPACED + "/statefulsets/meshwarden",
                    "/api/v1" + NAMESPACED + "/secrets/meshwarden-ca",
                    "/apis/coordination.k8s.io/v1" + NAMESPACED + "/leases/meshwarden-leader",
                    "/apis/rbac.authorization.k8s.io/v1/clusterroles/meshwarden",
                    "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/meshwarden",
                    "/apis/rbac.authorization.k8s.io/v1" + NAMESPACED + "/roles/meshwarden",
                    "/apis/rbac.authorization.k8s.io/v1" + NAMESPACED + "/rolebindings/meshwarden");

    /** Where tests write what holds for all: webhook configurations first, lest they refuse the others' removal. */
    private static final List<String> FOR_ALL =
            List.of(
                    ADMISSION + "/validatingwebhookconfigurations",
                    ADMISSION + "/mutatingwebhookconfigurations",
                    Istio.peerAuthentications(Cluster.ROOT),
                    Istio.authorizationPolicies(Cluster.ROOT),
                    "/apis/security.istio.io/v1" + IN_ROOT + "/requestauthentications",
                    "/apis/networking.istio.io/v1" + IN_ROOT + "/destinationrules",
                    "/apis/networking.istio.io/v1" + IN_ROOT + "/sidecars",
                    "/apis/networking.istio.io/v1alpha3" + IN_ROOT + "/envoyfilters",
                    "/apis/telemetry.istio.io/v1" + IN_ROOT + "/telemetries",
                    "/api/v1" + IN_ROOT + "/configmaps");

    private final Api admin;
    private final Set<String> theirs;
    private final Set<String> made = new TreeSet<>();

    private Guest(Api admin, Set<String> theirs) {
        this.admin = admin;
        this.theirs = theirs;
    }

    /** Refused where the product is installed already. */
    static Guest in(ForeignCluster gate) throws IOException, InterruptedException {
        Api admin = gate.as(gate.admin());
        for (String path : List.of(Installed.VALIDATING, Installed.MUTATING)) {
            if (admin.get(path).isOk()) {
                throw new IOException(gate.url() + " has an installation already: " + path);
            }
        }
        return new Guest(admin, forAll(admin));
    }

    private static Set<String> forAll(Api admin) throws IOException, InterruptedException {
        Set<String> paths = new LinkedHashSet<>();
        for (String collection : FOR_ALL) {
            for (JsonNode item : admin.get(collection).body().path("items")) {
                paths.add(collection + "/" + item.path("metadata").path("name").asText());
            }
        }
        return paths;
    }

    /** Something that must be gone in the end. */
    void made(String path) {
        made.add(path);
    }

    /** After a test class. */
    void tidy() {
        try {
            for (String path : forAll(admin)) {
                if (!theirs.contains(path)) {
                    admin.delete(path);
                }
            }
            for (String path : LEFT) {
                admin.delete(path);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("the cluster could not be put in order", e);
        }
    }

    /** After the last. */
    void leave() throws IOException {
        tidy();
        try {
            for (String path : made) {
                admin.delete(path);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

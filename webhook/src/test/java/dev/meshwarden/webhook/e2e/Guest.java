package dev.meshwarden.webhook.e2e;

import java.io.IOException;
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
    private static final String NAMESPACED = "/namespaces/" + Cluster.SYSTEM;

    /** What a test class may leave behind: the configurations first, lest they refuse the others' removal. */
    private static final List<String> LEFT =
            List.of(
                    Installed.VALIDATING,
                    Installed.MUTATING,
                    "/apis/apps/v1" + NAMESPACED + "/statefulsets/meshwarden",
                    "/api/v1" + NAMESPACED + "/secrets/meshwarden-ca",
                    "/apis/coordination.k8s.io/v1" + NAMESPACED + "/leases/meshwarden-leader",
                    "/apis/rbac.authorization.k8s.io/v1/clusterroles/meshwarden",
                    "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/meshwarden",
                    "/apis/rbac.authorization.k8s.io/v1" + NAMESPACED + "/roles/meshwarden",
                    "/apis/rbac.authorization.k8s.io/v1" + NAMESPACED + "/rolebindings/meshwarden");

    private final Api admin;
    private final Set<String> made = new TreeSet<>();

    private Guest(Api admin) {
        this.admin = admin;
    }

    /** Refused where the product is installed already. */
    static Guest in(ForeignCluster gate) throws IOException, InterruptedException {
        Api admin = gate.as(gate.admin());
        for (String path : List.of(Installed.VALIDATING, Installed.MUTATING)) {
            if (admin.get(path).isOk()) {
                throw new IOException(gate.url() + " has an installation already: " + path);
            }
        }
        return new Guest(admin);
    }

    /** Something that must be gone in the end. */
    void made(String path) {
        made.add(path);
    }

    /** After a test class. */
    void tidy() {
        try {
            HandMade.remove(admin);
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

package dev.meshwarden.webhook.e2e;

import java.nio.file.Path;

/**
 * What clusters are made of, for a test that makes its own.
 *
 * @param folder the test class' own
 */
record Harness(Path program, Etcd etcd, Path folder, Reach reach) {
    /** A cluster of the test's own, with Istio's kinds. */
    Cluster cluster(String name) throws Exception {
        return cluster(name, IstioCrds.load());
    }

    /** With these kinds alone. */
    Cluster cluster(String name, IstioCrds crds) throws Exception {
        return cluster(name, crds, reach);
    }

    /** Its API server with more flags than others. */
    Cluster cluster(String name, IstioCrds crds, Reach itsReach, String... flags) throws Exception {
        return Cluster.start(program, etcd, folder.resolve(name), crds, itsReach, flags);
    }
}

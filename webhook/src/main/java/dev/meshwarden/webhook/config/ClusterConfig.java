package dev.meshwarden.webhook.config;

import java.nio.file.Path;

/**
 * The cluster that the program works with, if any, and how it is called there.
 *
 * @param access how the API server is reached
 * @param namespace of our own Service, Secret, Lease and StatefulSet
 * @param service name of our Service
 * @param clusterDomain of Service names
 * @param replica this process among its like, as the Lease names its holder; empty for the host's name
 */
public record ClusterConfig(
        Access access, String namespace, String service, String clusterDomain, String replica) {
    public static final ClusterConfig STANDARD =
            new ClusterConfig(
                    new Access.None(), "meshwarden-system", "meshwarden", "cluster.local", "");

    /** How the API server is reached; never by a kubeconfig found by chance. */
    public sealed interface Access {
        /** No cluster: nothing is read from one and nothing is written. */
        record None() implements Access {}

        /** As the pod's ServiceAccount. */
        record InPod() implements Access {}

        /** As this file says, which somebody named. */
        record Kubeconfig(Path file) implements Access {}
    }

    /** Whether there is a cluster at all. */
    public boolean isConnected() {
        return !(access instanceof Access.None);
    }

    public ClusterConfig withReplica(String other) {
        return new ClusterConfig(access, namespace, service, clusterDomain, other);
    }

    public ClusterConfig withAccess(Access other) {
        return new ClusterConfig(other, namespace, service, clusterDomain, replica);
    }

    public ClusterConfig withNamespace(String other) {
        return new ClusterConfig(access, other, service, clusterDomain, replica);
    }
}

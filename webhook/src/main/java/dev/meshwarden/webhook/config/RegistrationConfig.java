package dev.meshwarden.webhook.config;

import java.time.Duration;
import java.util.List;

/**
 * How the webhook is registered with the API server.
 *
 * @param mode who writes the webhook configurations
 * @param url called in place of the Service, such as {@code https://127.0.0.1:8443}; empty for the Service
 * @param servicePort of our Service
 * @param workloads whether Deployments and their like are sent to us
 * @param kindsEvery how often Istio's kinds in the cluster are compared with those that the entries name
 * @param ignoredKinds of Istio's kinds those that nobody need be told of, such as {@code istiooperators.install.istio.io}
 */
public record RegistrationConfig(
        Mode mode,
        String url,
        int servicePort,
        boolean workloads,
        Duration kindsEvery,
        List<String> ignoredKinds) {
    public static final RegistrationConfig STANDARD =
            new RegistrationConfig(Mode.AUTO, "", 443, false, Duration.ofMinutes(10), List.of());

    public RegistrationConfig {
        ignoredKinds = List.copyOf(ignoredKinds);
    }

    /** Who writes the webhook configurations. */
    public enum Mode {
        /** {@link #MANAGED} in a pod, {@link #OFF} elsewhere. */
        AUTO,
        /** Nobody here. */
        OFF,
        /** The leader, whole. */
        MANAGED,
        /** Somebody else; the leader keeps the CA bundle. */
        EXTERNAL
    }

    /** The mode that counts with this access to a cluster. */
    public Mode modeWith(ClusterConfig.Access access) {
        return switch (access) {
            case ClusterConfig.Access.None _ -> Mode.OFF;
            case ClusterConfig.Access.InPod _ -> mode == Mode.AUTO ? Mode.MANAGED : mode;
            case ClusterConfig.Access.Kubeconfig _ -> mode == Mode.AUTO ? Mode.OFF : mode;
        };
    }

    public RegistrationConfig withMode(Mode other) {
        return new RegistrationConfig(other, url, servicePort, workloads, kindsEvery, ignoredKinds);
    }

    /** Called at this URL. */
    public RegistrationConfig withUrl(String other) {
        return new RegistrationConfig(
                mode, other, servicePort, workloads, kindsEvery, ignoredKinds);
    }
}

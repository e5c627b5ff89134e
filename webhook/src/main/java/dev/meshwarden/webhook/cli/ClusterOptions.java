package dev.meshwarden.webhook.cli;

import dev.meshwarden.webhook.config.ClusterConfig;
import dev.meshwarden.webhook.kube.ClusterClient;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/** Which cluster a command works with: the one whose kubeconfig was named, else the pod's own, else none. */
final class ClusterOptions {
    private ClusterOptions() {}

    static ClusterConfig over(ClusterConfig file, Optional<Path> kubeconfig, Terminal terminal) {
        ClusterConfig.Access access =
                kubeconfig
                        .<ClusterConfig.Access>map(
                                f -> new ClusterConfig.Access.Kubeconfig(terminal.resolve(f)))
                        .orElse(
                                ClusterClient.isInPod(terminal.environment())
                                        ? new ClusterConfig.Access.InPod()
                                        : file.access());
        ClusterConfig chosen = file.withAccess(access);
        return file.replica().isEmpty() && chosen.isConnected()
                ? chosen.withReplica(replica(access, terminal))
                : chosen;
    }

    /** The pod's name is its host's; elsewhere several may run on one host. */
    private static String replica(ClusterConfig.Access access, Terminal terminal) {
        String host = terminal.environment().getOrDefault("HOSTNAME", "");
        String name = host.isEmpty() ? hostName() : host;
        return access instanceof ClusterConfig.Access.InPod
                ? name
                : name + "-" + ProcessHandle.current().pid();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "meshwarden";
        }
    }
}

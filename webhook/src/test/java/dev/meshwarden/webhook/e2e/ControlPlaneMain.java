package dev.meshwarden.webhook.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A control plane to try things on by hand: prints where its kubeconfigs lie and stays until its standard input is closed. One argument,
 * the folder for everything; without it a temporary one, which is left behind.
 */
final class ControlPlaneMain {
    private ControlPlaneMain() {}

    public static void main(String[] arguments) throws Exception {
        Path folder =
                arguments.length > 0
                        ? Path.of(arguments[0]).toAbsolutePath()
                        : Files.createTempDirectory("meshwarden-e2e-");
        Path program =
                switch (KubeBinary.named().isPresent()
                        ? KubeBinary.named().get()
                        : KubeBinary.built()) {
                    case KubeBinary.Outcome.Found(var found) -> found;
                    case KubeBinary.Outcome.Missing(var reason) ->
                            throw new IllegalStateException(reason);
                };
        try (Etcd etcd = Etcd.start(program, folder.resolve("etcd"));
                Cluster cluster =
                        new Harness(
                                        program,
                                        etcd,
                                        folder,
                                        Reach.ofRun(KubeBinary.VERSION, Reach.Way.values()))
                                .cluster("cluster")) {
            var files = cluster.plane().files();
            System.out.println("server        " + cluster.server().url());
            System.out.println("cluster IP    " + cluster.clusterIp() + ":" + Ports.SERVICE);
            for (Identity identity :
                    List.of(
                            files.admin(),
                            files.user("alice", "dev"),
                            files.user("gitops", "gitops"),
                            files.user("breaker", "dev", "meshwarden:break-glass"),
                            cluster.meshwarden())) {
                System.out.printf(
                        "%-13s %s%n",
                        identity.name(), cluster.kubeconfig(identity, Cluster.SYSTEM));
            }
            System.out.println("READY; ends when standard input is closed");
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}

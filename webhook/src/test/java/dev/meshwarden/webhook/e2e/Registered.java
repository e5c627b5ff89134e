package dev.meshwarden.webhook.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Meshwarden process that the API server asks. */
final class Registered {
    private static final List<HandMade.Entry> ENTRIES =
            List.of(
                    new HandMade.Entry(HandMade.Scope.SECURITY, "Fail", 5),
                    new HandMade.Entry(HandMade.Scope.TRAFFIC, "Fail", 5));

    private Registered() {}

    /** In file mode behind the Service, with configurations written by hand, everything at Fail. */
    static MeshwardenProcess byHand(Cluster cluster, String... arguments) throws Exception {
        List<String> all =
                new ArrayList<>(List.of("--config", namedForTheService(cluster).toString()));
        all.addAll(List.of(arguments));
        var process = cluster.serve(all.toArray(String[]::new));
        process.awaitReady();
        HandMade.validating(cluster.admin(), cluster.way(), process.caBundle(), ENTRIES);
        HandMade.mutating(cluster.admin(), cluster.way(), process.caBundle());
        return process;
    }

    /** A configuration whose certificate bears the Service's names and its address. */
    static Path namedForTheService(Cluster cluster) throws Exception {
        Path file = cluster.folder().resolve("by-hand.yaml");
        Files.writeString(
                file,
                "tls:\n  extraSans: [%s, %s]\n"
                        .formatted(String.join(", ", Cluster.serviceNames()), cluster.clusterIp()));
        return file;
    }

    /** Waits until a PERMISSIVE policy is refused. */
    static void awaitRefusing(Cluster cluster) throws Exception {
        HandMade.awaitInForce(
                cluster.admin(),
                Istio.peerAuthentications(Cluster.ROOT),
                Istio.peerAuthentication("probe", "PERMISSIVE"));
    }
}

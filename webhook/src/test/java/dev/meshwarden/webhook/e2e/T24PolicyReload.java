package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** A good policy set is in force on every replica in ten seconds, a bad one on none. */
@ExtendWith(EndToEnd.class)
final class T24PolicyReload {
    private static final String RULE =
            """
            # METADATA
            # title: No policy of this name
            # custom:
            #   id: ACME-%d
            #   severity: low
            #   fix: Rename it.
            #   match: {kinds: [{apiGroups: [security.istio.io], kinds: [PeerAuthentication]}]}
            package acme.r%d

            deny contains {"msg": "the name is taken", "path": "/metadata/name"} if input.request.object.metadata.name == "n%d"
            """;

    @Test
    void aGoodSetIsInForceEverywhereAndABadOneNowhere(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        Path policies = Files.createDirectories(cluster.folder().resolve("policies"));
        write(policies, "one.rego", RULE.formatted(1, 1, 1));
        try (TcpRelay relay = TcpRelay.start(cluster.clusterIp(), Ports.SERVICE, Duration.ZERO)) {
            MeshwardenProcess first =
                    installed.replica(
                            Installed.Settings.MANAGED,
                            "127.0.0.1",
                            Ports.free(),
                            "--policies",
                            policies.toString());
            MeshwardenProcess second =
                    installed.replica(
                            Installed.Settings.MANAGED,
                            "127.0.0.1",
                            Ports.free(),
                            "--policies",
                            policies.toString());
            relay.add(first);
            relay.add(second);
            installed.awaitEnforced();
            String namespace = cluster.freshNamespace("t24");
            refused(cluster, relay, List.of(first, second), namespace, 1);

            write(policies, "two.rego", RULE.formatted(2, 2, 2));
            refused(cluster, relay, List.of(first, second), namespace, 2);

            write(
                    policies,
                    "three.rego",
                    "package acme.r3\n\ndeny contains {\"msg\": undefined_thing} if true\n");
            for (MeshwardenProcess replica : List.of(first, second)) {
                Eventually.holds(
                        "the refusal is on record",
                        () ->
                                replica.records().stream()
                                        .anyMatch(r -> r.toString().contains("undefined_thing")));
                assertThat(replica.isReady()).isTrue();
            }
            refused(cluster, relay, List.of(first, second), namespace, 1);
            refused(cluster, relay, List.of(first, second), namespace, 2);
        }
    }

    /** By each replica, while it alone stands behind the Service. */
    private static void refused(
            Cluster cluster,
            TcpRelay relay,
            List<MeshwardenProcess> replicas,
            String namespace,
            int name)
            throws Exception {
        for (MeshwardenProcess replica : replicas) {
            replicas.forEach(relay::remove);
            relay.add(replica);
            relay.cut();
            Eventually.holds(
                    "n" + name + " is refused by " + replica.process().name(),
                    () -> {
                        int before = replica.decisions("validate", namespace, "n" + name).size();
                        var answer =
                                cluster.alice()
                                        .post(
                                                Istio.peerAuthentications(namespace)
                                                        + "?dryRun=All",
                                                Istio.peerAuthentication("n" + name, "STRICT"));
                        return answer.code() == 403
                                && answer.message().contains("ACME-" + name)
                                && replica.decisions("validate", namespace, "n" + name).size()
                                        > before;
                    });
        }
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path unfinished = folder.resolveSibling(name + ".new");
        Files.writeString(unfinished, text);
        Files.move(
                unfinished,
                folder.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}

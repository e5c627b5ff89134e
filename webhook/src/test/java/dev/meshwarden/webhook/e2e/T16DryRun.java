package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A dry run gets the verdict of the real thing, stores nothing, and is recorded as what it is. */
@ExtendWith(EndToEnd.class)
final class T16DryRun {
    private static MeshwardenProcess meshwarden;

    @BeforeAll
    static void register(Cluster cluster) throws Exception {
        meshwarden = Registered.byHand(cluster);
        Registered.awaitRefusing(cluster);
    }

    @Test
    void aRefusedCreationIsRefusedAndRecordedAsADryRun(Cluster cluster) throws Exception {
        String namespace = cluster.freshNamespace("t16");
        var answer =
                cluster.alice()
                        .post(
                                Istio.peerAuthentications(namespace) + "?dryRun=All",
                                Istio.peerAuthentication("open", "PERMISSIVE"));
        assertThat(answer.code()).isEqualTo(403);
        assertThat(answer.message()).contains("denied the request").contains("MW-MTLS-");
        var record = meshwarden.decision(namespace, "open");
        assertThat(record.path("req").path("dry_run").asBoolean()).isTrue();
        assertThat(record.path("verdict").asText()).isEqualTo("deny");
    }

    @Test
    void anAllowedCreationIsNotStored(Cluster cluster) throws Exception {
        String namespace = cluster.freshNamespace("t16");
        String path = Istio.peerAuthentications(namespace);
        var answer =
                cluster.alice()
                        .post(path + "?dryRun=All", Istio.peerAuthentication("closed", "STRICT"));
        assertThat(answer.code()).isEqualTo(201);
        assertThat(cluster.alice().get(path + "/closed").code()).isEqualTo(404);
        assertThat(meshwarden.decision(namespace, "closed").path("req").path("dry_run").asBoolean())
                .isTrue();
    }
}

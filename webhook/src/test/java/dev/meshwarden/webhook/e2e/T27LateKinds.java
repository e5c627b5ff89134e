package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;

/** Meshwarden before Istio: registered at Fail by its canary, and right from the first object when Istio's kinds arrive. */
@ExtendWith(EndToEnd.class)
final class T27LateKinds {

    @Test
    void kindsInstalledLaterAreDecidedFromTheFirstObject(Harness harness) throws Exception {
        try (Cluster cluster = harness.cluster("late", new IstioCrds(List.of()))) {
            var installed = Installed.into(cluster);
            installed.replica(Installed.Settings.MANAGED, cluster.clusterIp(), Ports.SERVICE);
            installed.awaitFail();
            IstioCrds.load().install(cluster.admin());
            var answer =
                    cluster.admin()
                            .post(
                                    Istio.peerAuthentications(Cluster.ROOT),
                                    Istio.peerAuthentication("default", "PERMISSIVE"));
            assertThat(answer.code()).isEqualTo(403);
            assertThat(answer.message()).contains("denied the request: MW-MTLS-001");
        }
    }
}

package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;

/** F55: what was done to a configuration and may not be taken back is told of by metric, and taken back once it may. */
@ExtendWith(EndToEnd.class)
final class T07WithoutRights {
    private static final String ROLE = "/apis/rbac.authorization.k8s.io/v1/clusterroles/meshwarden";

    @Test
    void aBundleThatMayNotBeWrittenIsToldOfUntilItMay(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        try (var meshwarden = installed.start(Installed.Settings.MANAGED)) {
            installed.awaitPolicies(Installed.CLOSED);
            assertThat(meshwarden.metric("meshwarden_tls_bundle_mismatch", "")).isZero();
            var rules = cluster.admin().get(ROLE).orFail().body().path("rules");

            cluster.admin()
                    .mergePatch(
                            ROLE, "{\"rules\":" + rules.toString().replace("\"update\",", "") + "}")
                    .orFail();
            cluster.admin()
                    .jsonPatch(
                            Installed.VALIDATING,
                            """
                            [{"op":"remove","path":"/webhooks/0/clientConfig/caBundle"}]\
                            """)
                    .orFail();
            Eventually.holds(
                    "it is told of",
                    Duration.ofSeconds(20),
                    () ->
                            meshwarden.metric("meshwarden_tls_bundle_mismatch", "") == 1
                                    && meshwarden.metric("meshwarden_registration_failing", "")
                                            == 1);
            assertThat(meshwarden.metric("meshwarden_registration_drift", "caBundle")).isEqualTo(1);
            assertThat(meshwarden.process().log()).contains("forbidden");

            cluster.admin().mergePatch(ROLE, "{\"rules\":" + rules + "}").orFail();
            Eventually.holds(
                    "it is taken back",
                    Duration.ofSeconds(60),
                    () ->
                            meshwarden.metric("meshwarden_tls_bundle_mismatch", "") == 0
                                    && meshwarden.metric("meshwarden_registration_failing", "")
                                            == 0);
            Registered.awaitRefusing(cluster);
            meshwarden.stop();
        }
    }
}

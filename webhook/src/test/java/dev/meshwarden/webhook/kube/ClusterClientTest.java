package dev.meshwarden.webhook.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.webhook.config.ClusterConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class ClusterClientTest {
    private static final Map<String, String> POD =
            Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443");

    @Test
    void inAPodNothingCountsButItsAccount(@TempDir Path account) throws Exception {
        Files.writeString(account.resolve("token"), "first\n");

        var config = ClusterClient.inPod(POD, account);

        assertThat(config.getMasterUrl()).startsWith("https://[fd00::1]:6443");
        assertThat(config.getCaCertFile()).isEqualTo(account.resolve("ca.crt").toString());
        assertThat(config.getOauthToken()).isNull();
        assertThat(config.getUsername()).isNull();
        assertThat(config.getClientCertData()).isNull();
    }

    @Test
    void theTokenIsReadAnewBecauseItIsRenewed(@TempDir Path account) throws Exception {
        Path token = account.resolve("token");
        Files.writeString(token, "first\n");
        var config = ClusterClient.inPod(POD, account);
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("first");

        Files.writeString(token, "second\n");

        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("second");
    }

    @Test
    void aPodWithoutAnAccountIsNone(@TempDir Path account) {
        assertThatThrownBy(() -> ClusterClient.inPod(POD, account))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no token at");
        assertThat(ClusterClient.isInPod(Map.of())).isFalse();
    }

    @Test
    void aKubeconfigThatCannotBeReadIsNamed(@TempDir Path folder) {
        Path missing = folder.resolve("none.kubeconfig");
        var cluster =
                ClusterConfig.STANDARD.withAccess(new ClusterConfig.Access.Kubeconfig(missing));

        assertThatThrownBy(() -> ClusterClient.open(cluster))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.kubeconfig");
    }
}

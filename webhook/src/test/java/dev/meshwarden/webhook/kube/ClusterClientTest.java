package dev.meshwarden.webhook.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.certs.pki.CaProfile;
import dev.meshwarden.certs.pki.KeyKind;
import dev.meshwarden.certs.pki.Pem;
import dev.meshwarden.webhook.config.ClusterConfig;

import io.fabric8.kubernetes.client.internal.SSLUtils;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

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

        assertThatThrownBy(() -> ClusterClient.open(connected(missing)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.kubeconfig");
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void aClientKeyIsReadAsKubectlReadsIt(KeyKind kind, @TempDir Path folder) throws Exception {
        var somebody = new CaProfile(kind, Duration.ofDays(1)).create(Instant.now());
        Files.writeString(folder.resolve("own.crt"), Pem.of(somebody.certificate()));
        Files.writeString(folder.resolve("own.key"), Pem.of(somebody.key())); // PKCS#8
        String data =
                Base64.getEncoder()
                        .encodeToString(Pem.of(somebody.key()).getBytes(StandardCharsets.US_ASCII));

        for (String key : List.of("client-key: own.key", "client-key-data: " + data)) {
            Path file = Files.writeString(folder.resolve("own.kubeconfig"), kubeconfig(key));
            try (var client = ClusterClient.open(connected(file))) {
                KeyManager manager = SSLUtils.keyManagers(client.getConfiguration())[0];

                assertThat(
                                ((X509KeyManager) manager)
                                        .getPrivateKey(
                                                ((X509KeyManager) manager)
                                                        .getClientAliases(
                                                                somebody.key().getAlgorithm(),
                                                                null)[0]))
                        .isEqualTo(somebody.key());
            }
        }
    }

    @Test
    void aClientKeyThatIsNoneIsSaidToBe(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("own.crt"), "");
        Files.writeString(folder.resolve("own.key"), "-----BEGIN nothing");
        Path file =
                Files.writeString(
                        folder.resolve("own.kubeconfig"), kubeconfig("client-key: own.key"));

        assertThatThrownBy(() -> ClusterClient.open(connected(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("own.kubeconfig: its client key");
    }

    private static ClusterConfig connected(Path kubeconfig) {
        return ClusterConfig.STANDARD.withAccess(new ClusterConfig.Access.Kubeconfig(kubeconfig));
    }

    private static String kubeconfig(String key) {
        return """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
        users: [{name: u, user: {client-certificate: own.crt, %s}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
                .formatted(key);
    }
}

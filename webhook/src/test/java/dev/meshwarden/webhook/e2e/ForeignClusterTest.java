package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is read of somebody's kubeconfig; no cluster is asked. */
class ForeignClusterTest {
    @TempDir Path folder;

    @Test
    void aServerOnAnotherMachineIsRefusedUnlessThatIsAllowed() throws Exception {
        Path file = kubeconfig("https://192.0.2.1:6443");

        assertThatThrownBy(() -> ForeignCluster.read(file, false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("https://192.0.2.1:6443 is not on this machine")
                .hasMessageContaining("MESHWARDEN_E2E_ALLOW_REMOTE=yes");
        assertThat(ForeignCluster.read(file, true).url()).isEqualTo("https://192.0.2.1:6443");
    }

    @Test
    void usersArePlayedByImpersonation() throws Exception {
        var cluster = ForeignCluster.read(kubeconfig("https://127.0.0.1:6443/"), false);

        Identity alice = cluster.user("alice", "dev", "meshwarden:break-glass");

        assertThat(cluster.url()).isEqualTo("https://127.0.0.1:6443");
        assertThat(alice.nickname()).isEqualTo("alice");
        assertThat(cluster.kubeconfig(alice, "default"))
                .contains("    as: alice\n")
                .contains("as-groups: [\"dev\", \"meshwarden:break-glass\"]");
        assertThat(alice.actsAs().orElseThrow().groups())
                .isEqualTo(List.of("dev", "meshwarden:break-glass"));
    }

    private Path kubeconfig(String server) throws Exception {
        KubePki pki = KubePki.create("somebody");
        Identity token = Identity.of("admin", "a-token");
        return Files.writeString(
                folder.resolve("kubeconfig"), token.kubeconfig(server, pki.caPem(), "default"));
    }
}

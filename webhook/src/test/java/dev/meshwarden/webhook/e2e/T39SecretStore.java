package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.certs.pki.CaProfile;
import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.KeyKind;
import dev.meshwarden.certs.store.StaleStoreException;
import dev.meshwarden.certs.store.StoreOutOfReachException;
import dev.meshwarden.webhook.config.ClusterConfig;
import dev.meshwarden.webhook.kube.SecretStore;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The store of CAs over a real Secret, with no more rights than the manifests give: what every store must do, and what two writers do. */
@ExtendWith(EndToEnd.class)
final class T39SecretStore {
    private static final String SECRETS = "/api/v1/namespaces/" + Cluster.SYSTEM + "/secrets";
    private static final List<SecretStore> OPEN = new ArrayList<>();
    private static ClusterConfig config;

    @BeforeAll
    static void install(Cluster cluster) throws Exception {
        Installed.into(cluster);
        config = connected(cluster.kubeconfig(cluster.meshwarden(), Cluster.SYSTEM));
    }

    private static ClusterConfig connected(Path kubeconfig) {
        return ClusterConfig.STANDARD.withAccess(new ClusterConfig.Access.Kubeconfig(kubeconfig));
    }

    @BeforeEach
    void none(Cluster cluster) throws Exception {
        cluster.admin().delete(SECRETS + "/" + SecretStore.NAME);
    }

    @AfterAll
    static void close() {
        OPEN.forEach(SecretStore::close);
    }

    /** As after a restart. */
    private static SecretStore store() throws IOException {
        SecretStore store = SecretStore.open(config);
        OPEN.add(store);
        return store;
    }

    private static Generation generation() {
        return new CaProfile(KeyKind.P256, Duration.ofDays(365)).create(Instant.now());
    }

    @Test
    void anEmptyStoreHoldsNothing() throws Exception {
        assertThat(store().load().generations()).isEmpty();
        assertThat(store().load().ignored()).isEmpty();
    }

    @Test
    void whatWasAddedIsThereAfterARestartSortedById(Cluster cluster) throws Exception {
        Generation a = generation();
        Generation b = generation();
        store().add(a);
        store().add(b);
        assertThat(store().load().generations())
                .containsExactlyInAnyOrder(a, b)
                .isSortedAccordingTo(Comparator.comparing(Generation::id));
        var secret = cluster.admin().get(SECRETS + "/" + SecretStore.NAME).body();
        assertThat(secret.path("type").asText()).isEqualTo("Opaque");
        List<String> names = new ArrayList<>();
        secret.path("data").fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "ca-" + a.id() + ".crt",
                        "ca-" + a.id() + ".key",
                        "ca-" + b.id() + ".crt",
                        "ca-" + b.id() + ".key");
    }

    @Test
    void addingTwiceIsAddingOnceAndRemovingTwiceRemovingOnce() throws Exception {
        Generation a = generation();
        Generation b = generation();
        store().add(a);
        store().add(a);
        store().add(b);
        assertThat(store().load().generations()).hasSize(2);
        store().remove(a.id());
        store().remove(a.id());
        assertThat(store().load().generations()).containsExactly(b);
    }

    @Test
    void ofTwoWritersTheLaterOneIsToldToReadAgain() throws Exception {
        SecretStore one = store();
        SecretStore other = store();
        one.load();
        other.load();
        Generation a = generation();
        one.add(a);
        Generation b = generation();
        assertThatThrownBy(() -> other.add(b))
                .as("both would have made the Secret")
                .isInstanceOf(StaleStoreException.class);
        other.load();
        other.add(b);
        assertThatThrownBy(() -> one.remove(a.id())).isInstanceOf(StaleStoreException.class);
        assertThat(store().load().generations()).containsExactlyInAnyOrder(a, b);
    }

    @Test
    void garbageAndMixedPairsAreNamedAndTheOthersCount(Cluster cluster) throws Exception {
        Generation whole = generation();
        Generation mixed = generation();
        SecretStore store = store();
        store.add(whole);
        store.add(mixed);
        cluster.kubectl()
                .run(
                        "",
                        "-n",
                        Cluster.SYSTEM,
                        "patch",
                        "secret",
                        SecretStore.NAME,
                        "--type=merge",
                        "-p",
                        """
                        {"stringData":{"ca-%s.key":"-----BEGIN nothing","ca-0123456789abcdef.crt":"x","note":"mine"}}\
                        """
                                .formatted(mixed.id()))
                .orFail();
        var held = store().load();
        assertThat(held.generations()).containsExactly(whole);
        assertThat(held.ignored()).hasSize(2);
        store().remove(mixed.id());
        assertThat(
                        cluster.admin()
                                .get(SECRETS + "/" + SecretStore.NAME)
                                .body()
                                .path("data")
                                .has("note"))
                .as("what others put there stays")
                .isTrue();
    }

    @Test
    void whoMayNotReadOrCannotReachIsOutOfReach(Cluster cluster) throws Exception {
        var elsewhere =
                new ClusterConfig(config.access(), "default", "meshwarden", "cluster.local", "x");
        try (SecretStore forbidden = SecretStore.open(elsewhere)) {
            assertThatThrownBy(forbidden::load)
                    .isInstanceOf(StoreOutOfReachException.class)
                    .hasMessageContaining("default/meshwarden-ca");
        }
        Path here = cluster.kubeconfig(cluster.meshwarden(), Cluster.SYSTEM);
        Path nowhere = cluster.folder().resolve("nowhere.kubeconfig");
        Files.writeString(
                nowhere,
                Files.readString(here)
                        .replaceAll("https://127\\.0\\.0\\.1:\\d+", "https://127.0.0.1:1"));
        try (SecretStore gone = SecretStore.open(connected(nowhere))) {
            assertThatThrownBy(gone::load).isInstanceOf(StoreOutOfReachException.class);
        }
    }
}

package dev.meshwarden.policy.library.controlplane;

import static dev.meshwarden.policy.library.Ask.about;
import static dev.meshwarden.policy.library.Ask.brief;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

final class CrownJewelsTest {
    private static final String ADMINS = "{rootNamespace: istio-system, meshAdmins: [mesh-admins]}";

    private static String pod(String name, String owner, String spec) {
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: %s, namespace: istio-system%s}\nspec: %s\n"
                .formatted(name, owner, spec);
    }

    private static String secret(String name, String labels, String kubeconfig) {
        String data =
                Base64.getEncoder().encodeToString(kubeconfig.getBytes(StandardCharsets.UTF_8));
        return "apiVersion: v1\nkind: Secret\nmetadata: {name: %s, namespace: istio-system, labels: %s}\ndata: {east: %s}\n"
                .formatted(name, labels, data);
    }

    @Test
    void everyPowerOfTheHostIsNamedAtItsPlace() {
        String spec =
                "{hostNetwork: true, hostPID: true, volumes: [{name: v, hostPath: {path: /proc}}],"
                        + " containers: [{name: c, securityContext: {privileged: true}}]}";
        assertThat(brief(about(new CrownJewels()).create(pod("x", "", spec))))
                .containsExactly(
                        "a deny /spec/hostNetwork",
                        "a deny /spec/hostPID",
                        "a deny /spec/volumes/0/hostPath",
                        "a deny /spec/containers/0/securityContext/privileged");
    }

    @Test
    void theControlPlaneItselfAndOtherNamespacesAreLeftAlone() {
        assertThat(
                        brief(
                                about(new CrownJewels())
                                        .create(pod("ztunnel", "", "{hostNetwork: true}"))))
                .isEmpty();
        assertThat(
                        brief(
                                about(new CrownJewels())
                                        .create(pod("ztunnel-x", "", "{hostNetwork: true}"))))
                .as("a name that only begins alike")
                .containsExactly("a deny /spec/hostNetwork");
        String elsewhere = pod("x", "", "{hostNetwork: true}").replace("istio-system", "shop");
        assertThat(brief(about(new CrownJewels()).create(elsewhere))).isEmpty();
    }

    @Test
    void aControllersCopyWasJudgedAtItsOwner() {
        String owner = ", ownerReferences: [{kind: DaemonSet, name: d, controller: true}]";
        String copy = pod("x", owner, "{hostNetwork: true}");
        assertThat(
                        brief(
                                about(new CrownJewels())
                                        .by(
                                                "system:serviceaccount:kube-system:daemon-set-controller")
                                        .with("{rootNamespace: istio-system}")
                                        .create(copy)))
                .isEmpty();
        assertThat(brief(about(new CrownJewels()).by("eve").create(copy)))
                .containsExactly("a deny /spec/hostNetwork");
    }

    @Test
    void onceAdministratorsAreNamedNobodyElseWritesThere() {
        assertThat(
                        brief(
                                about(new CrownJewels())
                                        .with(ADMINS)
                                        .by("eve", "devs")
                                        .create(pod("x", "", "{}"))))
                .containsExactly("a deny ");
        assertThat(
                        brief(
                                about(new CrownJewels())
                                        .with(ADMINS)
                                        .by("ann", "mesh-admins")
                                        .create(pod("x", "", "{}"))))
                .isEmpty();
        assertThat(about(new CrownJewels()).by("eve").create(pod("x", "", "{}")).open()).hasSize(1);
    }

    @Test
    void caSecretsBelongToTheAdministrators() {
        assertThat(
                        brief(
                                about(new CrownJewels())
                                        .with(ADMINS)
                                        .by("eve")
                                        .delete(secret("cacerts", "{}", ""))))
                .containsExactly("b deny ");
        assertThat(
                        brief(
                                about(new CrownJewels())
                                        .with(ADMINS)
                                        .by("eve")
                                        .delete(secret("other", "{}", ""))))
                .isEmpty();
    }

    @Test
    void aKubeconfigThatRunsProgramsIsDenied() {
        String runs =
                """
                users: [{name: u, user: {exec: {command: sh}}}]
                clusters: [{name: c, cluster: {insecure-skip-tls-verify: true}}]
                """;
        var asked = about(new CrownJewels()).with(ADMINS).by("ann", "mesh-admins");
        assertThat(brief(asked.create(secret("east", "{istio/multiCluster: \"true\"}", runs))))
                .containsExactly("c deny /data/east", "c deny /data/east");
        String token = "users: [{name: u, user: {token: t}}]\n";
        assertThat(brief(asked.create(secret("east", "{istio/multiCluster: \"true\"}", token))))
                .isEmpty();
    }

    @Test
    void takingTheLabelOffChangesTheSecretToo() {
        String labelled = secret("east", "{istio/multiCluster: \"true\"}", "users: []\n");
        String bare = secret("east", "{}", "users: []\n");
        assertThat(
                        brief(
                                about(new CrownJewels())
                                        .with(ADMINS)
                                        .by("eve", "devs")
                                        .update(labelled, bare)))
                .hasSize(1)
                .allSatisfy(found -> assertThat(found).startsWith("b deny"));
        assertThat(
                        brief(
                                about(new CrownJewels())
                                        .with(ADMINS)
                                        .by("ann", "mesh-admins")
                                        .update(labelled, bare)))
                .isEmpty();
    }
}

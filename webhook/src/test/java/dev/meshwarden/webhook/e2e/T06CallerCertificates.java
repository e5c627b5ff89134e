package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** API servers that show the right certificate, none, one of another CA, and one of another name: only the first may call. */
@ExtendWith(EndToEnd.class)
final class T06CallerCertificates {
    @Test
    void onlyTheRightCertificateMayCall(Cluster cluster) throws Exception {
        Path config = cluster.folder().resolve("callers.yaml");
        var files = cluster.plane().files();
        Files.writeString(
                config,
                """
                tls: {extraSans: [%s, %s]}
                clientAuth: {mode: require, caFile: %s, allowed: [kube-apiserver-webhook]}
                """
                        .formatted(
                                String.join(", ", Cluster.serviceNames()),
                                cluster.clusterIp(),
                                files.file("callers-ca.crt")));
        try (var meshwarden = cluster.serve("--config", config.toString())) {
            meshwarden.awaitReady();
            HandMade.validating(
                    cluster.admin(),
                    cluster.way(),
                    meshwarden.caBundle(),
                    List.of(new HandMade.Entry(HandMade.Scope.SECURITY, "Fail", 5)));
            Registered.awaitRefusing(cluster);
            assertThat(write(cluster, cluster.server()).isOk()).isTrue();
            assertThat(meshwarden.admin("/readyz?verbose").body())
                    .contains("[i]callers by certificate");

            ApiServer silent = cluster.plane().addServer(admission(cluster, "none", ""));
            awaitRefusal(cluster, silent, "certificate required");

            var strangers = KubePki.create("strangers");
            var stranger =
                    strangers.issue(
                            "kube-apiserver-webhook",
                            List.of(),
                            KubePki.Profile.client(Instant.now()));
            ApiServer wrongCa =
                    cluster.plane()
                            .addServer(
                                    admission(
                                            cluster,
                                            "stranger",
                                            user(cluster, "stranger", stranger)));
            awaitRefusal(cluster, wrongCa, "unknown certificate");

            var other =
                    files.callers()
                            .issue(
                                    "somebody-else",
                                    List.of(),
                                    KubePki.Profile.client(Instant.now()));
            ApiServer wrongName =
                    cluster.plane()
                            .addServer(admission(cluster, "other", user(cluster, "other", other)));
            awaitRefusal(cluster, wrongName, "this certificate's owner may not call");

            assertThat(meshwarden.metric("meshwarden_callers_total", "result=\"certificate\""))
                    .isPositive();
            assertThat(meshwarden.metric("meshwarden_callers_total", "result=\"wrong_identity\""))
                    .isPositive();
            assertThat(
                            meshwarden.metric(
                                    "meshwarden_tls_handshake_failures_total",
                                    "reason=\"no_certificate\""))
                    .isPositive();
            assertThat(
                            meshwarden.metric(
                                    "meshwarden_tls_handshake_failures_total",
                                    "reason=\"untrusted\""))
                    .isPositive();
            assertThat(write(cluster, cluster.server()).isOk()).isTrue();
            meshwarden.stop();
        }
    }

    /** The flag of an API server that shows these users' certificates to webhooks. */
    private static String admission(Cluster cluster, String name, String users) throws Exception {
        Path authentication = cluster.folder().resolve(name + "-auth.kubeconfig");
        Files.writeString(
                authentication,
                "apiVersion: v1\nkind: Config\nusers:" + (users.isEmpty() ? " []" : "\n" + users));
        Path file = cluster.folder().resolve(name + "-admission.yaml");
        Files.writeString(
                file,
                """
                apiVersion: apiserver.config.k8s.io/v1
                kind: AdmissionConfiguration
                plugins:
                - name: ValidatingAdmissionWebhook
                  configuration:
                    apiVersion: apiserver.config.k8s.io/v1
                    kind: WebhookAdmissionConfiguration
                    kubeConfigFile: %s
                """
                        .formatted(authentication));
        return "--admission-control-config-file=" + file;
    }

    private static String user(Cluster cluster, String name, KubePki.Signed signed)
            throws Exception {
        Path certificate = cluster.folder().resolve(name + ".crt");
        Path key = cluster.folder().resolve(name + ".key");
        Files.writeString(certificate, signed.certificatePem());
        Files.writeString(key, signed.keyPem());
        return "- name: \"*\"\n  user: {client-certificate: %s, client-key: %s}\n- name: \"*.meshwarden-system.svc:8443\"\n  user: {client-certificate: %s, client-key: %s}\n"
                .formatted(certificate, key, certificate, key);
    }

    private static Api.Answer write(Cluster cluster, ApiServer server) throws Exception {
        return server.as(cluster.plane().files().user("alice", "dev"))
                .post(
                        Istio.peerAuthentications(Cluster.ROOT) + "?dryRun=All",
                        Istio.peerAuthentication("t06", "STRICT"));
    }

    private static void awaitRefusal(Cluster cluster, ApiServer server, String said)
            throws Exception {
        Eventually.value(
                "a write is refused with " + said,
                Duration.ofSeconds(20),
                () -> {
                    var answer = write(cluster, server);
                    return answer.code() == 500 && answer.message().contains(said)
                            ? new Eventually.Look.Found<>(true)
                            : new Eventually.Look.NotYet<>(answer.code() + " " + answer.message());
                });
    }
}

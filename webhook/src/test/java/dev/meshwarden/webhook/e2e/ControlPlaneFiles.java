package dev.meshwarden.webhook.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;

/**
 * Keys and configuration of one control plane, as files.
 *
 * @param clients signs the certificates of users
 * @param callers signs what the API server shows to webhooks
 * @param admin of group system:masters
 */
record ControlPlaneFiles(Path folder, KubePki clients, KubePki callers, Identity admin) {

    static ControlPlaneFiles write(Path folder) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        Instant now = Instant.now();
        KubePki clients = KubePki.create("e2e-ca");
        KubePki callers = KubePki.create("e2e-callers-ca");
        var serving =
                clients.issue(
                        "kube-apiserver",
                        List.of(),
                        KubePki.Profile.server(
                                now,
                                KubePki.ip("127.0.0.1"),
                                KubePki.dns("localhost"),
                                KubePki.dns("kubernetes.default.svc")));
        var admin =
                clients.issue("e2e-admin", List.of("system:masters"), KubePki.Profile.client(now));
        var caller =
                callers.issue("kube-apiserver-webhook", List.of(), KubePki.Profile.client(now));
        KeyPair accounts = KubePki.rsaKeys();
        write(folder, "ca.crt", clients.caPem());
        write(folder, "callers-ca.crt", callers.caPem());
        write(folder, "server.crt", serving.certificatePem());
        write(folder, "server.key", serving.keyPem());
        write(folder, "caller.crt", caller.certificatePem());
        write(folder, "caller.key", caller.keyPem());
        write(folder, "accounts.key", Pem.privateKey(accounts.getPrivate()));
        write(folder, "accounts.pub", Pem.publicKey(accounts.getPublic()));
        write(folder, "audit-policy.yaml", AUDIT_POLICY);
        write(folder, "admission.yaml", admission(folder));
        write(folder, "webhook-auth.kubeconfig", webhookAuth(folder));
        return new ControlPlaneFiles(folder, clients, callers, Identity.of("admin", admin));
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** A user with a certificate of their own. */
    Identity user(String name, String... groups) {
        try {
            return Identity.of(
                    name,
                    clients.issue(name, List.of(groups), KubePki.Profile.client(Instant.now())));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("bug: keys that we made", e);
        }
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static final String AUDIT_POLICY =
            """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            omitManagedFields: true
            rules:
            - level: RequestResponse
              resources:
              - {group: security.istio.io}
              - {group: networking.istio.io}
              - {group: telemetry.istio.io}
              - {group: extensions.istio.io}
              - {group: admissionregistration.k8s.io}
            - level: Metadata
              resources:
              - {group: rbac.authorization.k8s.io}
              - {group: apps}
              - {group: coordination.k8s.io}
              - {group: ""}
              - {group: apiextensions.k8s.io}
              - {group: gateway.networking.k8s.io}
            - level: None
            """;

    private static String admission(Path folder) {
        String plugin =
                """
                - name: %s
                  configuration:
                    apiVersion: apiserver.config.k8s.io/v1
                    kind: WebhookAdmissionConfiguration
                    kubeConfigFile: %s
                """;
        Path authentication = folder.resolve("webhook-auth.kubeconfig");
        return """
        apiVersion: apiserver.config.k8s.io/v1
        kind: AdmissionConfiguration
        plugins:
        """
                + plugin.formatted("ValidatingAdmissionWebhook", authentication)
                + plugin.formatted("MutatingAdmissionWebhook", authentication);
    }

    /** What the API server shows to webhooks; a wildcard matches with the port unless that is 443, hence both. */
    private static String webhookAuth(Path folder) {
        String user =
                """
                - name: "%s"
                  user: {client-certificate: %s, client-key: %s}
                """;
        Path certificate = folder.resolve("caller.crt");
        Path key = folder.resolve("caller.key");
        return """
        apiVersion: v1
        kind: Config
        users:
        """
                + user.formatted("*.meshwarden-system.svc:8443", certificate, key)
                + user.formatted("*", certificate, key);
    }
}

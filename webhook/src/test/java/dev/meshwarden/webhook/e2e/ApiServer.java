package dev.meshwarden.webhook.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One kube-apiserver; may be killed, frozen and started again on its old port.
 *
 * <p>Threading: by one thread.
 */
final class ApiServer implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    private final List<String> command;
    private final ControlPlaneFiles files;
    private final Path log;
    private final Path auditLog;
    private final String url;
    private Child process;

    private ApiServer(
            List<String> command,
            ControlPlaneFiles files,
            Path log,
            Path auditLog,
            String url,
            Child process) {
        this.command = command;
        this.files = files;
        this.log = log;
        this.auditLog = auditLog;
        this.url = url;
        this.process = process;
    }

    /** Starts one; it is not ready yet. */
    static ApiServer start(
            Path program,
            ControlPlaneFiles files,
            String name,
            String etcd,
            String prefix,
            List<String> more)
            throws IOException {
        int port = Ports.free();
        Path audit = files.file(name + "-audit.log");
        Path log = files.file(name + ".log");
        List<String> command = new ArrayList<>(List.of(program.toString(), "apiserver"));
        command.addAll(
                List.of(
                        "--etcd-servers=" + etcd,
                        "--etcd-prefix=" + prefix,
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + port,
                        "--advertise-address=127.0.0.1", // else it looks for a default route
                        "--endpoint-reconciler-type=none", // loopback is no valid endpoint
                        "--tls-cert-file=" + files.file("server.crt"),
                        "--tls-private-key-file=" + files.file("server.key"),
                        "--client-ca-file=" + files.file("ca.crt"),
                        "--authorization-mode=RBAC",
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--service-account-signing-key-file=" + files.file("accounts.key"),
                        "--service-account-key-file=" + files.file("accounts.pub"),
                        "--service-cluster-ip-range=127.66.0.0/24",
                        "--disable-admission-plugins=ServiceAccount", // nobody makes defaults
                        "--admission-control-config-file=" + files.file("admission.yaml"),
                        "--audit-policy-file=" + files.file("audit-policy.yaml"),
                        "--audit-log-path=" + audit,
                        "--audit-log-mode=blocking",
                        "--request-timeout=60s",
                        "--profiling=false",
                        "--v=1"));
        command.addAll(more);
        return new ApiServer(
                command,
                files,
                log,
                audit,
                "https://127.0.0.1:" + port,
                Child.start(name, command, Map.of(), log));
    }

    String url() {
        return url;
    }

    Path auditLog() {
        return auditLog;
    }

    Child process() {
        return process;
    }

    Api as(Identity identity) {
        return Api.of(url, List.of(files.clients().caCertificate()), identity);
    }

    String kubeconfig(Identity identity, String namespace) {
        return identity.kubeconfig(url, files.clients().caPem(), namespace);
    }

    void awaitReady() throws Exception {
        Api admin = as(files.admin());
        try {
            Eventually.value(
                    "the API server is ready",
                    LONGEST_START,
                    () -> {
                        if (!process.isAlive()) {
                            throw new IOException("the API server has ended");
                        }
                        try {
                            var answer = admin.get("/readyz");
                            return answer.code() == 200
                                    ? new Eventually.Look.Found<>(true)
                                    : new Eventually.Look.NotYet<>(answer.response().body());
                        } catch (IOException e) {
                            return new Eventually.Look.NotYet<>(String.valueOf(e));
                        }
                    });
        } catch (IOException | AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + process.tail(), e);
        }
    }

    /** Starts it again with the same flags, on the same port. */
    void restart() throws Exception {
        process.close();
        process = Child.start(process.name(), command, Map.of(), log);
        awaitReady();
    }

    @Override
    public void close() {
        process.close();
    }
}

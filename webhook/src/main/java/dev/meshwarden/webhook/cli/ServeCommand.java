package dev.meshwarden.webhook.cli;

import dev.meshwarden.certs.serving.IdentityException;
import dev.meshwarden.webhook.assembly.Assembly;
import dev.meshwarden.webhook.assembly.RejectedPolicies;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.PoliciesConfig;
import dev.meshwarden.webhook.http.AdminServer;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code serve}: the webhook, until it is told to stop. */
@Command(
        name = "serve",
        description = {
            "Runs the webhook: its own CA and certificate on the first start, the built-in"
                    + " policies,",
            "the audit log under DATA/audit."
        })
final class ServeCommand implements dev.meshwarden.webhook.cli.Command {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "meshwarden.yaml; options stand over it.")
    private @Nullable Path config;

    @Mixin private PolicyOptions policies = new PolicyOptions();

    @Option(
            names = "--listen",
            paramLabel = "ADDR",
            description = "Address of both ports; 127.0.0.1, in a pod all.")
    private @Nullable String listen;

    @Option(names = "--port", paramLabel = "N", description = "Admission port (8443); 0 for any.")
    private @Nullable Integer port;

    @Option(names = "--admin-port", paramLabel = "N", description = "Admin port (9443); 0 for any.")
    private @Nullable Integer adminPort;

    @Option(names = "--data", paramLabel = "DIR", description = "Audit log, keys and PKI (./data).")
    private @Nullable Path data;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Work with this cluster; in a pod with its own. Never found by chance.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--observe",
            description = "Deny and warn of nothing; record what would have been denied.")
    private boolean observe;

    @Override
    public Exit run(Terminal terminal) throws InterruptedException {
        Config merged = merged(terminal);
        try (Assembly assembly = Assembly.start(merged, InstantSource.system())) {
            announce(terminal, merged, assembly);
            waitForSignal(terminal, assembly);
            return Exit.OK;
        } catch (RejectedPolicies e) {
            throw new CannotRead(e.diagnostics());
        } catch (IdentityException | IOException e) {
            terminal.complain("meshwarden: " + e.getMessage());
            return Exit.USAGE;
        }
    }

    private Config merged(Terminal terminal) {
        Config file = ConfigFile.read(terminal, config);
        var listening = file.listen();
        var cluster =
                ClusterOptions.over(file.cluster(), Optional.ofNullable(kubeconfig), terminal);
        if (config == null && terminal.environment().containsKey("KUBERNETES_SERVICE_HOST")) {
            listening = listening.withAddress("0.0.0.0");
        }
        listening = listen == null ? listening : listening.withAddress(listen);
        listening = port == null ? listening : listening.withPort(port);
        listening = adminPort == null ? listening : listening.withAdminPort(adminPort);
        PoliciesConfig chosen = policies.over(file.policies(), terminal);
        if (observe) {
            chosen = chosen.withEnforcement(PoliciesConfig.Enforcement.OBSERVE);
        }
        return file.withListen(listening)
                .withData(terminal.resolve(data == null ? file.data() : data))
                .withCluster(cluster)
                .withPolicies(chosen);
    }

    private void announce(Terminal terminal, Config merged, Assembly assembly) {
        String url = "https://localhost:" + assembly.port();
        String admin =
                AdminServer.isLoopback(merged.listen().address())
                        ? "http://localhost:"
                        : "https://localhost:";
        terminal.print("Admission  " + url + "/validate  " + url + "/mutate");
        terminal.print("Admin      " + admin + assembly.adminPort() + "/readyz?verbose  /metrics");
        terminal.print("Policies   " + assembly.policySummary() + ", " + assembly.policyRevision());
        terminal.print("Audit log  " + merged.data().resolve("audit"));
        terminal.print("Audit key  " + assembly.auditKey());
        switch (merged.tls().modeIn(merged.cluster())) {
            case FILE, AUTO -> invite(terminal, merged, assembly, url);
            case MANAGED ->
                    terminal.print(
                            "CA         Secret " + merged.cluster().namespace() + "/meshwarden-ca");
            case DIR -> terminal.print("CA         as in " + merged.tls().folder());
        }
        if (observe) {
            terminal.print("");
            terminal.print(
                    "Observing: nothing is denied; `meshwarden audit query --would-deny` shows what"
                            + " would be.");
        }
        terminal.out().flush();
    }

    /** For people at a desk: what callers must trust, and a call to try. */
    private static void invite(Terminal terminal, Config merged, Assembly assembly, String url) {
        Path bundle = merged.data().resolve("tls").resolve("bundle.pem");
        terminal.print("CA bundle  " + bundle);
        terminal.print(
                "caBundle:  "
                        + Base64.getEncoder()
                                .encodeToString(
                                        assembly.caBundle().getBytes(StandardCharsets.US_ASCII)));
        terminal.print("");
        terminal.print("Try it:");
        terminal.print(
                "  curl --cacert "
                        + bundle
                        + " -H 'Content-Type: application/json' --data @review.json "
                        + url
                        + "/validate");
    }

    /**
     * Until SIGTERM or SIGINT; then everything is closed while the process waits for it. Its exit code is then the one of a process
     * that ended, not 143 of one that was ended.
     */
    private static void waitForSignal(Terminal terminal, Assembly assembly)
            throws InterruptedException {
        var asked = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        var exit = new AtomicInteger(Exit.INTERNAL.code());
        Thread hook =
                new Thread(
                        () -> {
                            asked.countDown();
                            awaitQuietly(closed);
                            Runtime.getRuntime().halt(exit.get());
                        },
                        "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            asked.await();
            terminal.complain("meshwarden: stopping");
            assembly.close();
            exit.set(Exit.OK.code());
        } finally {
            closed.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the process ends anyway
        }
    }
}

package dev.meshwarden.webhook.cli;

import dev.meshwarden.certs.serving.IdentityException;
import dev.meshwarden.certs.serving.ServingIdentity;
import dev.meshwarden.webhook.audit.disk.DataLock;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.TlsConfig;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What the commands on the PKI have in common: on the data folder, or with a cluster on its Secret. */
final class LocalPki {
    @Mixin private DataOption data = new DataOption();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "meshwarden.yaml, for its tls and cluster sections.")
    private @Nullable Path config;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The cluster whose Secret meshwarden-ca holds the CA.")
    private @Nullable Path kubeconfig;

    private Config config(Terminal terminal) {
        Config read = ConfigFile.read(terminal, config).withData(data.folder(terminal));
        var cluster =
                ClusterOptions.over(read.cluster(), Optional.ofNullable(kubeconfig), terminal);
        boolean named = kubeconfig != null && read.tls().mode() == TlsConfig.Mode.AUTO;
        return read.withCluster(cluster)
                .withTls(named ? read.tls().withMode(TlsConfig.Mode.MANAGED) : read.tls());
    }

    /** Says what is served from now on. */
    static void tell(Terminal terminal, ServingIdentity identity) {
        terminal.print(
                "Serving certificate "
                        + identity.served().serial()
                        + ", until "
                        + identity.served().notAfter());
    }

    /** Something done to the PKI. */
    interface Work {
        Exit on(Config config) throws IOException, IdentityException;
    }

    /** On the data folder, under its lock; refused where the CA lies elsewhere. */
    Exit changing(Terminal terminal, Work work) {
        return doing(
                terminal,
                read -> {
                    TlsConfig.Mode mode = read.tls().modeIn(read.cluster());
                    if (mode != TlsConfig.Mode.FILE) {
                        throw new IOException(
                                mode == TlsConfig.Mode.DIR
                                        ? "the certificates in "
                                                + read.tls().folder()
                                                + " are another's"
                                        : "in a cluster the leader makes the CA, and each replica"
                                                + " its own certificate");
                    }
                    try (DataLock _ = DataLock.take(read.data())) {
                        return work.on(read);
                    }
                });
    }

    /** On the data folder under its lock, or on the cluster's Secret. */
    Exit choosing(Terminal terminal, Work onFiles, Work onSecret) {
        return doing(
                terminal,
                read -> isInCluster(read) ? onSecret.on(read) : changing(terminal, onFiles));
    }

    /** Without a lock: changes nothing. */
    Exit doing(Terminal terminal, Work work) {
        try {
            return work.on(config(terminal));
        } catch (IOException | IdentityException e) {
            terminal.complain("meshwarden: " + e.getMessage());
            return Exit.USAGE;
        }
    }

    static boolean isInCluster(Config config) {
        return config.tls().modeIn(config.cluster()) == TlsConfig.Mode.MANAGED;
    }
}

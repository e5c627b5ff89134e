package dev.meshwarden.webhook.cli;

import dev.meshwarden.certs.serving.IdentityException;
import dev.meshwarden.webhook.audit.disk.DataLock;
import dev.meshwarden.webhook.config.Config;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;

/** What the commands on the local PKI have in common. */
final class LocalPki {
    @Mixin private DataOption data = new DataOption();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "meshwarden.yaml, for its tls section.")
    private @Nullable Path config;

    Config config(Terminal terminal) {
        return ConfigFile.read(terminal, config).withData(data.folder(terminal));
    }

    /** Something done to the PKI. */
    interface Work {
        Exit on(Config config) throws IOException, IdentityException;
    }

    /** Under the data folder's lock. */
    Exit changing(Terminal terminal, Work work) {
        Config read = config(terminal);
        try (DataLock _ = DataLock.take(read.data())) {
            return work.on(read);
        } catch (IOException | IdentityException e) {
            terminal.complain("meshwarden: " + e.getMessage());
            return Exit.USAGE;
        }
    }

    /** Without a lock: changes nothing. */
    Exit reading(Terminal terminal, Work work) {
        try {
            return work.on(config(terminal));
        } catch (IOException | IdentityException e) {
            terminal.complain("meshwarden: " + e.getMessage());
            return Exit.USAGE;
        }
    }
}

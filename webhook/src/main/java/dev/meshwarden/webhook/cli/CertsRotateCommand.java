package dev.meshwarden.webhook.cli;

import dev.meshwarden.certs.serving.Rotation;
import dev.meshwarden.certs.store.CertificateStore;
import dev.meshwarden.certs.store.FileStore;
import dev.meshwarden.certs.store.LeafFiles;
import dev.meshwarden.webhook.assembly.Identities;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.kube.SecretStore;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** {@code certs rotate}: begins the change to another CA now. */
@Command(
        name = "rotate",
        description = {
            "Makes the next CA now. It is published first and signs later, so callers must be"
                    + " given",
            "the new bundle (`certs show --bundle`) before then; in a cluster the leader does."
        })
final class CertsRotateCommand implements dev.meshwarden.webhook.cli.Command {
    @Mixin private LocalPki pki = new LocalPki();

    @Override
    public Exit run(Terminal terminal) {
        return pki.choosing(
                terminal,
                config -> {
                    Path folder = Identities.folder(config);
                    FileStore store = FileStore.open(folder);
                    Instant now = Instant.now();
                    Exit exit = rotate(terminal, config, store, now);
                    var settings = Identities.settings(config);
                    LeafFiles.open(folder).show(new Rotation(store, settings).look(now).bundle());
                    return exit;
                },
                config -> {
                    try (SecretStore store = SecretStore.open(config.cluster())) {
                        return rotate(terminal, config, store, Instant.now());
                    }
                });
    }

    private static Exit rotate(
            Terminal terminal, Config config, CertificateStore store, Instant now)
            throws IOException {
        var settings = Identities.settings(config);
        var next = new Rotation(store, settings).rotate(now);
        if (next.isEmpty()) {
            terminal.complain(
                    "meshwarden: the store already holds as many CAs as a bundle takes; wait until"
                            + " one is removed");
            return Exit.NO;
        }
        Instant signs =
                new Rotation(store, settings)
                        .look(now).schedule().generations().stream()
                                .filter(d -> d.generation().equals(next.get()))
                                .map(d -> d.active())
                                .findFirst()
                                .orElse(now);
        terminal.print("CA " + next.get().id() + " is published, and signs from " + signs + " on");
        return Exit.OK;
    }
}

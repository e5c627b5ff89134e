package dev.meshwarden.webhook.cli;

import dev.meshwarden.certs.serving.Rotation;
import dev.meshwarden.certs.store.FileStore;
import dev.meshwarden.certs.store.LeafFiles;
import dev.meshwarden.webhook.assembly.Identities;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.nio.file.Path;
import java.time.Instant;

/** {@code certs rotate}: begins the change to another CA now. */
@Command(
        name = "rotate",
        description = {
            "Makes the next CA now. It is published first and signs later, so callers must be"
                    + " given",
            "the new bundle (`certs show --bundle`) before then."
        })
final class CertsRotateCommand implements dev.meshwarden.webhook.cli.Command {
    @Mixin private LocalPki pki = new LocalPki();

    @Override
    public Exit run(Terminal terminal) {
        return pki.changing(
                terminal,
                config -> {
                    Path folder = Identities.folder(config);
                    var settings = Identities.settings(config);
                    var rotation = new Rotation(FileStore.open(folder), settings);
                    Instant now = Instant.now();
                    var next = rotation.rotate(now);
                    if (next.isEmpty()) {
                        terminal.complain(
                                "meshwarden: the store already holds as many CAs as a bundle takes;"
                                        + " wait until one is removed");
                        return Exit.NO;
                    }
                    LeafFiles.open(folder).show(rotation.look(now).bundle());
                    terminal.print(
                            "CA "
                                    + next.get().id()
                                    + " is published, and signs after "
                                    + config.tls().ca().publishStage().toDays()
                                    + " days");
                    return Exit.OK;
                });
    }
}

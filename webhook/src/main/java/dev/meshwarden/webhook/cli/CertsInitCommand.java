package dev.meshwarden.webhook.cli;

import dev.meshwarden.webhook.assembly.Identities;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.time.InstantSource;

/** {@code certs init}: makes what is missing, as the first {@code serve} would. */
@Command(
        name = "init",
        description = "Makes the CA and the serving certificate where they are missing or due.")
final class CertsInitCommand implements dev.meshwarden.webhook.cli.Command {
    @Mixin private LocalPki pki = new LocalPki();

    @Override
    public Exit run(Terminal terminal) {
        return pki.changing(
                terminal,
                config -> {
                    LocalPki.tell(terminal, Identities.open(config, InstantSource.system()));
                    terminal.print("CA bundle " + Identities.folder(config).resolve("bundle.pem"));
                    return Exit.OK;
                });
    }
}

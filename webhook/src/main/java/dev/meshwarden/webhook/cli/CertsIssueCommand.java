package dev.meshwarden.webhook.cli;

import dev.meshwarden.webhook.assembly.Identities;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.time.InstantSource;

/** {@code certs issue}: a fresh serving certificate now. */
@Command(
        name = "issue",
        description = {
            "Issues a fresh serving certificate from the CA that signs, as after a change of",
            "tls.extraSans or when the old key may be known. Callers keep trusting it."
        })
final class CertsIssueCommand implements dev.meshwarden.webhook.cli.Command {
    @Mixin private LocalPki pki = new LocalPki();

    @Override
    public Exit run(Terminal terminal) {
        return pki.changing(
                terminal,
                config -> {
                    LocalPki.tell(terminal, Identities.issue(config, InstantSource.system()));
                    return Exit.OK;
                });
    }
}

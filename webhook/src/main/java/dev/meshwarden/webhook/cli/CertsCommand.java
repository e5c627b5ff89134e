package dev.meshwarden.webhook.cli;

import picocli.CommandLine;

/** {@code certs}: the words under it work on the local PKI. */
@CommandLine.Command(
        name = "certs",
        description = "The local certificate authority and serving certificate, in DATA/tls.",
        subcommands = {
            CertsInitCommand.class,
            CertsIssueCommand.class,
            CertsShowCommand.class,
            CertsRotateCommand.class
        })
final class CertsCommand {}

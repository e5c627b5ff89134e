package dev.meshwarden.webhook.cli;

import picocli.CommandLine;

/** {@code certs}: the words under it work on the local PKI. */
@CommandLine.Command(
        name = "certs",
        description =
                "The certificate authority and serving certificate, in DATA/tls or in a cluster.",
        subcommands = {
            CertsInitCommand.class,
            CertsIssueCommand.class,
            CertsShowCommand.class,
            CertsRotateCommand.class
        })
final class CertsCommand {}

package dev.meshwarden.webhook.cli;

import picocli.CommandLine;

/** {@code audit}: the words under it ask the audit log. */
@CommandLine.Command(
        name = "audit",
        description = "Asks the audit log, beside a running webhook or without one.",
        subcommands = {
            AuditVerifyCommand.class,
            AuditQueryCommand.class,
            AuditShowCommand.class,
            AuditTailCommand.class
        })
final class AuditCommand {}

package dev.meshwarden.webhook.cli;

import dev.meshwarden.webhook.assembly.UnreadableFile;
import dev.meshwarden.webhook.audit.query.AuditTail;
import dev.meshwarden.webhook.audit.query.RecordRow;
import dev.meshwarden.webhook.audit.verify.RecordLine;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** {@code audit tail}: records as they come in. */
@Command(
        name = "tail",
        description = "Prints matching records as they come in, until it is stopped.")
final class AuditTailCommand implements dev.meshwarden.webhook.cli.Command {
    private static final Duration LOOK = Duration.ofMillis(250);

    @Mixin private DataOption data = new DataOption();

    @Mixin private AuditFilterOptions filter = new AuditFilterOptions();

    @Option(names = "--json", description = "Whole records, one a line.")
    private boolean json;

    @Override
    public Exit run(Terminal terminal) {
        Path folder = data.folder(terminal);
        AuditQueryCommand.requireLog(folder);
        try {
            AuditTail tail = AuditTail.atEnd(folder, filter.filter(Instant.now()));
            while (!Thread.currentThread().isInterrupted()) {
                for (RecordLine line : tail.next()) {
                    terminal.print(json ? RecordRow.json(line) : AuditQueryCommand.row(line));
                }
                terminal.out().flush();
                LockSupport.parkNanos(LOOK.toNanos());
            }
            return Exit.OK;
        } catch (IOException e) {
            throw new UnreadableFile(folder.toString(), UnreadableFile.why(e));
        }
    }
}

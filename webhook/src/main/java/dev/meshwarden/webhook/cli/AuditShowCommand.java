package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.webhook.assembly.UnreadableFile;
import dev.meshwarden.webhook.audit.query.AuditQuery;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code audit show}: one decision whole, and what vouches for it. */
@Command(name = "show", description = "Shows one record and the checkpoint that seals it.")
final class AuditShowCommand implements dev.meshwarden.webhook.cli.Command {
    @Parameters(paramLabel = "ID", description = "A decision's id, as in the message of a denial.")
    private String id = "";

    @Mixin private DataOption data = new DataOption();

    @Option(names = "--policies", description = "Only the policies that judged.")
    private boolean policies;

    @Override
    public Exit run(Terminal terminal) {
        Path folder = data.folder(terminal);
        AuditQueryCommand.requireLog(folder);
        try {
            Optional<AuditQuery.Shown> found = new AuditQuery(folder).show(id);
            if (found.isEmpty()) {
                terminal.complain("meshwarden: no record has the id " + id);
                return Exit.NO;
            }
            Obj record = found.get().record().fields();
            Value shown = record.get("policies");
            terminal.print(JsonWriter.toPrettyJson(policies && shown != null ? shown : record));
            found.get()
                    .seal()
                    .ifPresentOrElse(
                            seal -> terminal.print("\nsealed by\n" + seal.text()),
                            () -> terminal.print("\nnot sealed yet"));
            return Exit.OK;
        } catch (IOException e) {
            throw new UnreadableFile(folder.toString(), UnreadableFile.why(e));
        }
    }
}

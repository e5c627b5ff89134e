package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.webhook.audit.verify.AuditVerifier;
import dev.meshwarden.webhook.audit.verify.Grade;
import dev.meshwarden.webhook.audit.verify.Verification;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** {@code audit verify}: whether the log is what was signed. */
@Command(
        name = "verify",
        description = {
            "Checks chain, signatures and roots of the audit log from its files alone.",
            "Exit code 1 when it was changed or cut, 2 when it cannot be checked."
        })
final class AuditVerifyCommand implements dev.meshwarden.webhook.cli.Command {
    @Mixin private DataOption data = new DataOption();

    @Option(
            names = "--vkey",
            paramLabel = "KEY",
            description =
                    "The public key as printed at start; repeatable. Else DIR/keys/audit.pub.")
    private List<String> keys = List.of();

    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description = "Checkpoints kept elsewhere, which the log must contain; repeatable.")
    private List<Path> anchors = List.of();

    @Option(
            names = "--from",
            paramLabel = "SEQ",
            description = "Only the newest epoch, from this record on.")
    private @Nullable Long from;

    @Option(names = "--strict", description = "Gaps, torn tails and unsealed records fail too.")
    private boolean strict;

    @Mixin private TextOrJson format = new TextOrJson();

    @Override
    public Exit run(Terminal terminal) {
        Verification verified =
                AuditVerifier.verify(
                        data.folder(terminal),
                        keys,
                        anchors.stream().map(terminal::resolve).toList(),
                        from == null ? OptionalLong.empty() : OptionalLong.of(from));
        switch (format.format()) {
            case TEXT ->
                    verified.findings()
                            .forEach(finding -> {
                                if (finding.grade() == Grade.UNREADABLE) {
                                    terminal.complain(finding.text());
                                } else {
                                    terminal.print(finding.text());
                                }
                            });
            case JSON -> terminal.print(json(verified));
        }
        return switch (verified.status(strict)) {
            case 0 -> Exit.OK;
            case 1 -> Exit.NO;
            default -> Exit.USAGE;
        };
    }

    private static String json(Verification verified) {
        List<Obj> findings =
                verified.findings().stream()
                        .map(f ->
                                Obj.of(
                                        Map.of(
                                                "grade",
                                                Str.of(grade(f.grade())),
                                                "text",
                                                Str.of(f.text()))))
                        .toList();
        return JsonWriter.toPrettyJson(
                Obj.of(
                        Map.of(
                                "grade", Str.of(grade(verified.grade())),
                                "count", Num.of(findings.size()),
                                "findings", Array.ofList(findings))));
    }

    private static String grade(Grade grade) {
        return grade.name().toLowerCase(Locale.ROOT);
    }
}

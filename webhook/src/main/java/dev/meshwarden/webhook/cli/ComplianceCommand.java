package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.tester.ComplianceCase;
import dev.meshwarden.rego.tester.ComplianceFiles;
import dev.meshwarden.rego.tester.ComplianceReport;
import dev.meshwarden.rego.tester.ComplianceSuite;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.webhook.report.ComplianceJson;
import dev.meshwarden.webhook.report.ComplianceText;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code compliance}: runs test cases in OPA's compliance format against the embedded engine. */
@Command(
        name = "compliance",
        description =
                "Runs cases of OPA's compliance suite (its YAML files, or the same as JSON) and"
                        + " counts what comes out as in OPA.")
final class ComplianceCommand implements dev.meshwarden.webhook.cli.Command {
    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Folders or files of cases; modules below a folder v0 are v0.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--v0", description = "Modules are v0, whatever the folders are called.")
    private boolean v0;

    @Option(names = "--no-optimise", description = "Run the plans as they are first made.")
    private boolean plain;

    @Mixin private TextOrJson format = new TextOrJson();

    @Override
    public Exit run(Terminal terminal) {
        var report = new ComplianceReport();
        Instant now = Instant.now();
        for (Path path : paths) {
            for (ComplianceCase c : read(terminal.resolve(path))) {
                RegoVersion version = v0 ? RegoVersion.V0 : ComplianceSuite.versionOf(c.source());
                report.add(c, new ComplianceSuite(version, !plain, now).run(c));
            }
        }
        terminal.out()
                .print(
                        switch (format.format()) {
                            case TEXT -> ComplianceText.of(report);
                            case JSON -> ComplianceJson.of(report);
                        });
        return report.allPassed() && report.total().total() > 0 ? Exit.OK : Exit.NO;
    }

    private static List<ComplianceCase> read(Path path) {
        try {
            return ComplianceFiles.read(path);
        } catch (IOException e) {
            throw CannotRead.file(path.toString(), "cannot be read: " + e.getMessage());
        } catch (MalformedText e) {
            throw CannotRead.file(path.toString(), "holds no cases: " + e.getMessage());
        }
    }
}

package dev.meshwarden.webhook.cli;

import dev.meshwarden.webhook.config.Version;

import picocli.CommandLine;

/** The program itself, without a command: prints its help. */
@CommandLine.Command(
        name = "meshwarden",
        versionProvider = MeshwardenCommand.Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Policy as code for Istio, enforced at the Kubernetes admission gate.",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  fine",
            "  1  policy says no: denied, a failed test, a broken chain",
            "  2  wrong usage or unreadable input",
            "  3  internal fault"
        })
final class MeshwardenCommand implements Command {
    @CommandLine.Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and stop.")
    private boolean version;

    @Override
    public Exit run(Terminal terminal) {
        CommandLine.usage(Commands.tree(), terminal.err(), terminal.ansi());
        return version ? Exit.OK : Exit.USAGE;
    }

    /** What {@code --version} prints. */
    static final class Versions implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "meshwarden " + Version.current() + " (Java " + Runtime.version() + ")"
            };
        }
    }
}

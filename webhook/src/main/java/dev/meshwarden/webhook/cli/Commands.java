package dev.meshwarden.webhook.cli;

import dev.meshwarden.webhook.assembly.UnreadableFile;

import picocli.AutoComplete;
import picocli.CommandLine;

import java.util.List;
import java.util.function.Supplier;

/** Finds and runs the command that the words ask for; the one place where its faults are caught. */
final class Commands {
    private Commands() {}

    /** The whole command line, as picocli knows it. */
    static CommandLine tree() {
        var root = new CommandLine(new MeshwardenCommand());
        for (Supplier<Object> command : CommandTable.ALL) {
            root.addSubcommand(command.get());
        }
        var completion = new CommandLine(new AutoComplete.GenerateCompletion());
        completion.getCommandSpec().usageMessage().hidden(true);
        root.addSubcommand("generate-completion", completion);
        addHelp(root);
        ChoiceWords.spellIn(root);
        return root.setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpAutoWidth(false);
    }

    private static void addHelp(CommandLine command) {
        if (command.getCommandSpec().findOption("--help") == null) {
            command.getCommandSpec()
                    .addOption(
                            CommandLine.Model.OptionSpec.builder("-h", "--help")
                                    .usageHelp(true)
                                    .description("Print this help and stop.")
                                    .build());
        }
        command.getSubcommands().values().forEach(Commands::addHelp);
    }

    static Exit run(Terminal terminal, List<String> words) throws InterruptedException {
        CommandLine root = tree();
        var ansi = terminal.ansi();
        try {
            CommandLine.ParseResult parsed = root.parseArgs(words.toArray(String[]::new));
            CommandLine asked = deepest(parsed).commandSpec().commandLine();
            if (asked.isUsageHelpRequested()) {
                asked.usage(terminal.out(), ansi);
                return Exit.OK;
            }
            if (asked.isVersionHelpRequested()) {
                asked.printVersionHelp(terminal.out(), ansi);
                return Exit.OK;
            }
            return switch (asked.getCommandSpec().userObject()) {
                case Command command -> command.run(terminal);
                case AutoComplete.GenerateCompletion _ -> {
                    terminal.out().print(AutoComplete.bash("meshwarden", tree()));
                    yield Exit.OK;
                }
                default -> {
                    asked.usage(terminal.err(), ansi);
                    yield Exit.USAGE;
                }
            };
        } catch (CommandLine.ParameterException e) {
            terminal.complain("meshwarden: " + e.getMessage());
            terminal.complain(
                    "See `" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help`.");
            return Exit.USAGE;
        } catch (UnreadableFile e) {
            terminal.complain(List.of(e.diagnostic()));
            return Exit.USAGE;
        } catch (CannotRead e) {
            terminal.complain(e.diagnostics());
            return Exit.USAGE;
        } catch (RuntimeException | StackOverflowError e) {
            terminal.complain("meshwarden: internal fault: " + e);
            if (terminal.environment().containsKey("MESHWARDEN_DEBUG")) {
                e.printStackTrace(terminal.err());
            } else {
                terminal.complain("Set MESHWARDEN_DEBUG=1 for the place in the program.");
            }
            return Exit.INTERNAL;
        } finally {
            terminal.out().flush();
        }
    }

    private static CommandLine.ParseResult deepest(CommandLine.ParseResult parsed) {
        CommandLine.ParseResult at = parsed;
        while (at.hasSubcommand()) {
            at = at.subcommand();
        }
        return at;
    }
}

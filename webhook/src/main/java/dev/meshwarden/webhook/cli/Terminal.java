package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.webhook.report.Colours;

import picocli.CommandLine;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a command reads and prints.
 *
 * @param folder what relative paths start from
 * @param home the program's own folder, with the fixtures of the demo
 * @param environment variables of the process
 * @param colours on only when the output is a terminal and {@code NO_COLOR} is not set
 */
record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Path folder,
        Path home,
        Map<String, String> environment,
        Colours colours) {

    /** Of this process. */
    @SuppressWarnings(
            "SystemConsoleNull") // null where nobody sits in front, as in JDK 25 by default
    static Terminal ofProcess() {
        Map<String, String> environment = System.getenv();
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        return new Terminal(
                System.in,
                System.out,
                System.err,
                Path.of(""),
                Path.of(System.getProperty("meshwarden.home", "")),
                environment,
                terminal && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        ? Colours.ON
                        : Colours.OFF);
    }

    /** A path as the user means it: relative to the folder that the command was given in. */
    Path resolve(Path path) {
        return folder.resolve(path);
    }

    CommandLine.Help.Ansi ansi() {
        return colours == Colours.ON ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
    }

    void print(String line) {
        out.println(line);
    }

    /** On the error stream, so that results stay readable by machines. */
    void complain(String line) {
        err.println(line);
    }

    /** Each with its place, excerpt and hint. */
    void complain(List<Diagnostic> diagnostics) {
        for (Diagnostic diagnostic : diagnostics) {
            err.println(diagnostic.line());
            if (!diagnostic.hint().isEmpty()) {
                err.println("  hint: " + diagnostic.hint());
            }
        }
    }
}

package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.diagnostic.Diagnostic;

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
 * @param colour only when the output is a terminal and {@code NO_COLOR} is not set
 */
record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Path folder,
        Path home,
        Map<String, String> environment,
        boolean colour) {

    /** Of this process. */
    static Terminal ofProcess() {
        Map<String, String> environment = System.getenv();
        var console = System.console();
        boolean terminal = console != null && console.isTerminal();
        return new Terminal(
                System.in,
                System.out,
                System.err,
                Path.of(""),
                Path.of(System.getProperty("meshwarden.home", "")),
                environment,
                terminal && environment.getOrDefault("NO_COLOR", "").isEmpty());
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

    String red(String text) {
        return paint("31", text);
    }

    String yellow(String text) {
        return paint("33", text);
    }

    String green(String text) {
        return paint("32", text);
    }

    String bold(String text) {
        return paint("1", text);
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}

package dev.meshwarden.webhook.cli;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.webhook.report.Colours;

import picocli.CommandLine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run of the command line inside the test's own process: what it came to and what it printed. */
record Ran(Exit exit, String out, String err) {
    static Ran with(String... words) throws InterruptedException {
        return with(List.of(words));
    }

    static Ran with(List<String> words) throws InterruptedException {
        return in(FixtureTree.root(), "", words);
    }

    static Ran in(Path folder, String input, List<String> words) throws InterruptedException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        var terminal =
                new Terminal(
                        in,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        folder,
                        FixtureTree.root(),
                        Map.of(),
                        Colours.OFF);
        Exit exit = Commands.run(terminal, words);
        return new Ran(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The words of every command and every command under it. */
    static List<List<String>> everyCommand() {
        List<List<String>> all = new ArrayList<>();
        collect(Commands.tree(), List.of(), all);
        return all;
    }

    private static void collect(CommandLine at, List<String> words, List<List<String>> all) {
        all.add(words);
        at.getSubcommands().forEach((name, sub) -> collect(sub, plus(words, name), all));
    }

    static List<String> plus(List<String> words, String more) {
        List<String> longer = new ArrayList<>(words);
        longer.add(more);
        return longer;
    }
}

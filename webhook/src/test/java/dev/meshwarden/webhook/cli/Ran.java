package dev.meshwarden.webhook.cli;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.webhook.report.Colours;

import picocli.CommandLine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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

    /** A run that goes on: every line goes to the consumer when it is printed. */
    static Exit printing(Path folder, Consumer<String> lines, List<String> words)
            throws InterruptedException {
        var out = new PrintStream(new LineStream(lines), true, StandardCharsets.UTF_8);
        return Commands.run(
                new Terminal(
                        InputStream.nullInputStream(),
                        out,
                        out,
                        folder,
                        FixtureTree.root(),
                        Map.of(),
                        Colours.OFF),
                words);
    }

    /** Bytes in, lines out. */
    private static final class LineStream extends OutputStream {
        private final Consumer<String> lines;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        LineStream(Consumer<String> lines) {
            this.lines = lines;
        }

        @Override
        public void write(int b) {
            if (b == '\n') {
                lines.accept(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(b);
            }
        }
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

package dev.meshwarden.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.fixtures.Golden;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import picocli.CommandLine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every command says of itself, and that the README says nothing else. */
class HelpTest {
    private static final Pattern CALL = Pattern.compile("\\./meshwarden((?: +[^\\s`|&;#()]+)*)");

    @TestFactory
    Stream<DynamicTest> theHelpOfEveryCommandIsThis() {
        return Ran.everyCommand().stream()
                .map(words ->
                        DynamicTest.dynamicTest(
                                "meshwarden " + String.join(" ", words),
                                () ->
                                        Golden.check(
                                                FixtureTree.fixture(file(words)),
                                                Ran.with(Ran.plus(words, "--help")).out())));
    }

    @Test
    void noHelpIsLeftOverFromACommandThatIsGone() throws IOException {
        Set<String> expected =
                Ran.everyCommand().stream().map(HelpTest::file).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(FixtureTree.fixture("cli/help"))) {
            assertThat(files.map(f -> "cli/help/" + f.getFileName()))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void everyCallInTheReadmeIsOneThatTheCommandsTake() throws IOException {
        String readme = Files.readString(FixtureTree.root().resolve("README.md"));
        List<String> wrong = new ArrayList<>();
        Set<String> commands = new TreeSet<>();
        Matcher calls = CALL.matcher(readme);
        while (calls.find()) {
            check(List.of(calls.group(1).strip().split(" +")), wrong, commands);
        }
        assertThat(wrong).isEmpty();
        assertThat(commands)
                .contains("demo", "serve", "check", "audit", "rules", "explain", "test");
    }

    /** Follows the words of a call down the tree of commands; every option on the way must be known. */
    private static void check(List<String> words, List<String> wrong, Set<String> commands) {
        CommandLine at = Commands.tree();
        for (String word : words) {
            if (word.startsWith("-") && word.length() > 1) {
                String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
                if (at.getCommandSpec().findOption(name) == null) {
                    wrong.add(at.getCommandSpec().qualifiedName() + " has no " + name);
                }
            } else if (at.getSubcommands().containsKey(word)) {
                at = at.getSubcommands().get(word);
                commands.add(word);
            } else if (!at.getSubcommands().isEmpty() && !word.isEmpty()) {
                wrong.add(at.getCommandSpec().qualifiedName() + " has no command " + word);
            }
        }
    }

    private static String file(List<String> words) {
        return "cli/help/" + (words.isEmpty() ? "meshwarden" : String.join("-", words)) + ".txt";
    }
}

package dev.meshwarden.webhook.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every numbered fault has a test of its number, or says why it has none; every numbered test stands in the table. */
class FaultCatalogueTest {
    private static final int FAULTS = 67;
    private static final int WAYS_AROUND = 15;
    private static final Pattern NUMBERED_TEST =
            Pattern.compile("^    [\\w<>]+ ([FB][1-9][0-9]*)_\\w+\\(", Pattern.MULTILINE);

    @Test
    void theTableIsCompleteAndInOrder() {
        List<String> numbers =
                Stream.concat(
                                IntStream.rangeClosed(1, FAULTS).mapToObj(n -> "F" + n),
                                IntStream.rangeClosed(1, WAYS_AROUND).mapToObj(n -> "B" + n))
                        .toList();

        assertThat(FaultCatalogue.ROWS).extracting(FaultCatalogue.Row::number).isEqualTo(numbers);
    }

    @Test
    void everyRowIsTestedOrSaysWhyNot() {
        assertThat(FaultCatalogue.ROWS)
                .filteredOn(row -> row.tests().isEmpty() && row.atAnApiServer().isEmpty())
                .allSatisfy(row -> assertThat(row.later()).isNotEmpty());
    }

    @Test
    void everyEndToEndClassThatTheTableNamesExists() {
        Path folder =
                FixtureTree.root().resolve("webhook/src/test/java/dev/meshwarden/webhook/e2e");
        assertThat(FaultCatalogue.ROWS.stream().flatMap(row -> row.atAnApiServer().stream()))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(folder.resolve(name + ".java")).exists());
    }

    @Test
    void everyTestThatTheTableNamesExistsAndEveryNumberedTestIsNamed() throws IOException {
        Set<String> named = new TreeSet<>();
        FaultCatalogue.ROWS.forEach(
                row -> row.tests().forEach(test -> named.add(row.number() + " " + test)));

        assertThat(named).containsExactlyElementsOf(inTheSources());
    }

    /** The numbers of tests, each with the class that it stands in. */
    private static Set<String> inTheSources() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String module : List.of("rego", "policies", "certs", "webhook")) {
            try (Stream<Path> walk =
                    Files.walk(FixtureTree.root().resolve(module + "/src/test/java"))) {
                for (Path file : walk.filter(f -> f.toString().endsWith("Test.java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    Matcher test = NUMBERED_TEST.matcher(Files.readString(file));
                    while (test.find()) {
                        found.add(test.group(1) + " " + name);
                    }
                }
            }
        }
        return found;
    }
}

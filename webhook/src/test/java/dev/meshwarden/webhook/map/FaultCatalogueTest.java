package dev.meshwarden.webhook.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
                .allSatisfy(row ->
                        assertThat(row.tests().isEmpty() && row.later().isEmpty()).isFalse());
    }

    @Test
    void everyTestThatTheTableNamesExistsAndEveryNumberedTestIsNamed() throws IOException {
        Map<String, Set<String>> named = new TreeMap<>();
        FaultCatalogue.ROWS.stream()
                .filter(row -> !row.tests().isEmpty())
                .forEach(row -> named.put(row.number(), new TreeSet<>(row.tests())));

        assertThat(named).isEqualTo(inTheSources());
    }

    /** Of every number the classes that have a test so named. */
    private static Map<String, Set<String>> inTheSources() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (String module : List.of("rego", "policies", "certs", "webhook")) {
            try (Stream<Path> walk =
                    Files.walk(FixtureTree.root().resolve(module + "/src/test/java"))) {
                for (Path file : walk.filter(f -> f.toString().endsWith("Test.java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    Matcher test = NUMBERED_TEST.matcher(Files.readString(file));
                    while (test.find()) {
                        found.computeIfAbsent(test.group(1), _ -> new TreeSet<>()).add(name);
                    }
                }
            }
        }
        return found;
    }
}

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
import java.util.stream.Stream;

/** Every fault of certificates and registration has a test. */
class CertificateFaultsTest {
    private static final int FAULTS = 19;
    private static final Pattern TEST = Pattern.compile("^    void (\\w+)\\(", Pattern.MULTILINE);

    @Test
    void everyTestThatTheTableNamesExists() throws IOException {
        Set<String> there = tests();

        assertThat(CertificateFaults.ROWS)
                .hasSize(FAULTS)
                .allSatisfy(row -> assertThat(row.tests()).isNotEmpty());
        assertThat(CertificateFaults.ROWS)
                .flatExtracting(CertificateFaults.Row::tests)
                .isSubsetOf(there);
    }

    private static Set<String> tests() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String module : List.of("certs", "webhook")) {
            try (Stream<Path> walk =
                    Files.walk(FixtureTree.root().resolve(module + "/src/test/java"))) {
                for (Path file : walk.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    Matcher test = TEST.matcher(Files.readString(file));
                    while (test.find()) {
                        found.add(name + "#" + test.group(1));
                    }
                }
            }
        }
        return found;
    }
}

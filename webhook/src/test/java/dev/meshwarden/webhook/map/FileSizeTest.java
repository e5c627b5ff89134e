package dev.meshwarden.webhook.map;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import dev.meshwarden.fixtures.FixtureTree;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files stay small: past 300 lines a main source needs a reason here, past 500 there is none. */
class FileSizeTest {
    private static final int NEEDS_A_REASON = 300;
    private static final int NEVER = 500;

    /** File below the checkout, why it is one piece. */
    private static final Map<String, String> REASONS =
            Map.ofEntries(
                    entry(
                            "webhook/src/main/java/dev/meshwarden/webhook/audit/LogWriter.java",
                            "the writer's steps and what follows when one fails share one state"),
                    entry(
                            "webhook/src/main/java/dev/meshwarden/webhook/audit/verify/EpochCheck.java",
                            "one pass over a log, with one state"),
                    entry(
                            "rego/src/main/java/dev/meshwarden/rego/builtin/template/TemplateParser.java",
                            "one small grammar over one cursor"),
                    entry(
                            "rego/src/main/java/dev/meshwarden/rego/builtin/template/TemplateRun.java",
                            "the verbs and functions of one template language share its scopes"),
                    entry(
                            "rego/src/main/java/dev/meshwarden/rego/interpret/Assembler.java",
                            "one table from plan step to executed step"),
                    entry(
                            "rego/src/main/java/dev/meshwarden/rego/interpret/BuildSteps.java",
                            "one step a nested class, each a few lines"),
                    entry(
                            "rego/src/main/java/dev/meshwarden/rego/interpret/FlowSteps.java",
                            "one step a nested class, each a few lines"),
                    entry(
                            "rego/src/main/java/dev/meshwarden/rego/syntax/TokenCursor.java",
                            "the one cursor that every parser moves"),
                    entry(
                            "rego/src/main/java/dev/meshwarden/rego/value/Num.java",
                            "whole and binary arithmetic side by side, so that their rules can be"
                                    + " compared"));

    @Test
    void aLongFileHasAReason() {
        Map<String, Integer> withoutReason = new TreeMap<>();
        sizes().forEach((file, lines) -> {
            if (lines > NEEDS_A_REASON && !REASONS.containsKey(file)) {
                withoutReason.put(file, lines);
            }
        });
        assertThat(withoutReason).as("split it, or give the reason in REASONS").isEmpty();
    }

    @Test
    void noFileIsLongerThanAnyReason() {
        Map<String, Integer> tooLong = sizes();
        tooLong.values().removeIf(lines -> lines <= NEVER);
        assertThat(tooLong).isEmpty();
    }

    @Test
    void noReasonIsLeftOver() {
        Map<String, Integer> sizes = sizes();
        assertThat(REASONS.keySet())
                .allSatisfy(file ->
                        assertThat(sizes.getOrDefault(file, 0)).isGreaterThan(NEEDS_A_REASON));
    }

    private static Map<String, Integer> sizes() {
        Path root = FixtureTree.root();
        var sizes = new TreeMap<String, Integer>();
        for (String module : List.of("rego", "policies", "certs", "webhook", "test-fixtures")) {
            Path sources = root.resolve(module).resolve("src/main/java");
            if (Files.isDirectory(sources)) {
                try (Stream<Path> walk = Files.walk(sources)) {
                    for (Path file : walk.filter(p -> p.toString().endsWith(".java")).toList()) {
                        String name = root.relativize(file).toString().replace('\\', '/');
                        sizes.put(name, Files.readAllLines(file).size());
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return sizes;
    }
}

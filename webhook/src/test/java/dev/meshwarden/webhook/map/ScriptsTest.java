package dev.meshwarden.webhook.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.meshwarden.fixtures.FixtureTree;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every shell script of the repository can be read by {@code sh} and by {@code bash}: who runs
 * {@code bash script} meets a stricter reader of quotes than Debian's {@code sh}.
 */
class ScriptsTest {
    private static final Set<String> NOT_OURS = Set.of(".git", "target");

    @TestFactory
    Stream<DynamicTest> everyShellReadsEveryScript() throws IOException {
        List<Path> scripts = scripts();
        assertThat(scripts).contains(root().resolve("meshwarden"), root().resolve(".ci/run"));
        return scripts.stream()
                .flatMap(script ->
                        Stream.of("/bin/sh", "/bin/bash")
                                .filter(shell -> Files.isExecutable(Path.of(shell)))
                                .map(shell -> reads(shell, script)));
    }

    private static DynamicTest reads(String shell, Path script) {
        return dynamicTest(
                shell + " reads " + root().relativize(script),
                () -> {
                    Process process =
                            new ProcessBuilder(shell, "-n", script.toString())
                                    .redirectErrorStream(true)
                                    .start();
                    String said =
                            new String(
                                    process.getInputStream().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    assertThat(process.waitFor()).as(said).isZero();
                });
    }

    private static Path root() {
        return FixtureTree.root().toAbsolutePath().normalize();
    }

    private static List<Path> scripts() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                root(),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return NOT_OURS.contains(folder.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (attributes.isRegularFile() && isScript(file)) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        found.sort(null);
        return found;
    }

    private static boolean isScript(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String first = reader.readLine();
            return first != null && first.startsWith("#!") && first.endsWith("sh");
        } catch (MalformedInputException _) {
            return false;
        }
    }
}

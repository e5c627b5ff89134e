package dev.meshwarden.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import javax.tools.ToolProvider;

/** The launcher, run by {@code sh} in a folder that looks like a built checkout. */
class LauncherTest {
    private static final String JDK = System.getProperty("java.home");

    @TempDir Path home;

    private record Outcome(int code, String out, String err) {}

    @BeforeEach
    void layOut() throws IOException {
        Files.copy(FixtureTree.root().resolve("meshwarden"), home.resolve("meshwarden"));
        Files.createDirectories(home.resolve("webhook/target/lib"));
        program("one");
    }

    @Test
    void itRunsTheProgramWithItsWordsAndPassesTheExitCodeOn() throws Exception {
        Outcome ran = launch(Map.of("MESHWARDEN_JAVA_HOME", JDK), "say", "two words");

        assertThat(ran.out()).isEqualTo("one [say, two words]\n");
        assertThat(ran.code()).isEqualTo(7);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void itRunsThroughALinkFromAnywhere() throws Exception {
        Path link = Files.createDirectories(home.resolve("bin")).resolve("mw");
        Files.createSymbolicLink(link, Path.of("../meshwarden"));

        assertThat(run(Map.of("MESHWARDEN_JAVA_HOME", JDK), "/", link.toString(), "x").out())
                .isEqualTo("one [x]\n");
    }

    @Test
    void aJdkThatIsTooOldIsRefusedByName() throws Exception {
        Path old = home.resolve("jdk-17");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 9\n");
        assertThat(old.resolve("bin/java").toFile().setExecutable(true)).isTrue();
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");

        Outcome ran = launch(Map.of("MESHWARDEN_JAVA_HOME", old.toString()));

        assertThat(ran.code()).isEqualTo(69);
        assertThat(ran.err()).contains("no JDK 25 or newer").contains(old.toString());
    }

    @Test
    void javaHomeCountsWhenItIsNewEnough() throws Exception {
        assertThat(launch(Map.of("JAVA_HOME", JDK), "--which-java").out().strip()).isEqualTo(JDK);
    }

    @Test
    void F48_aProcessWithoutMemoryEndsInsteadOfLivingOnHalfDead() throws Exception {
        Outcome ran =
                launch(
                        Map.of("MESHWARDEN_JAVA_HOME", JDK, "MESHWARDEN_JAVA_OPTS", "-Xmx16m"),
                        "exhaust");

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.out()).doesNotContain("survived");
    }

    @Test
    void anAotCacheOfOtherJarsIsNotUsed() throws Exception {
        Map<String, String> java = Map.of("MESHWARDEN_JAVA_HOME", JDK);
        Outcome trained =
                launch(Map.of("MESHWARDEN_JAVA_HOME", JDK, "MESHWARDEN_AOT", "train"), "x");
        assertThat(trained.code()).isEqualTo(7);
        assertThat(home.resolve("webhook/target/meshwarden.aot.digest")).exists();
        assertThat(launch(java, "x").out()).isEqualTo("one [x]\n");

        program("two");

        assertThat(launch(java, "x").out()).isEqualTo("two [x]\n");
    }

    private Outcome launch(Map<String, String> environment, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(home.resolve("meshwarden").toString()));
        all.addAll(List.of(words));
        return run(environment, home.toString(), all.toArray(String[]::new));
    }

    private Outcome run(Map<String, String> environment, String folder, String... words)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("sh"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(Path.of(folder).toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        Path out = Files.createTempFile(home, "out", "");
        Path err = Files.createTempFile(home, "err", "");
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        int code = process.waitFor();
        return new Outcome(code, Files.readString(out), Files.readString(err));
    }

    /** A program in place of ours that says which build it is, and its words. */
    private void program(String build) throws IOException {
        Path source = home.resolve("Main.java");
        Files.writeString(
                source,
                """
                public class Main {
                    public static void main(String[] words) {
                        System.out.println("%s " + java.util.Arrays.toString(words));
                        if (words.length == 1 && words[0].equals("exhaust")) {
                            try {
                                System.out.println(new byte[1 << 30].length);
                            } catch (OutOfMemoryError e) {
                                System.out.println("survived");
                            }
                        }
                        System.exit(7);
                    }
                }
                """
                        .formatted(build));
        assertThat(
                        ToolProvider.getSystemJavaCompiler()
                                .run(
                                        null,
                                        null,
                                        null,
                                        "-proc:none",
                                        "-d",
                                        home.toString(),
                                        source.toString()))
                .isZero();
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Main");
        try (OutputStream out =
                        Files.newOutputStream(
                                home.resolve("webhook/target/meshwarden-webhook.jar"));
                var jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry("Main.class"));
            jar.write(Files.readAllBytes(home.resolve("Main.class")));
        }
        Files.writeString(home.resolve("webhook/target/lib/x.jar"), build, StandardCharsets.UTF_8);
    }
}

package dev.meshwarden.webhook.kube.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.fixtures.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

class ManifestFolderTest {
    private static final Path FOLDER = FixtureTree.root().resolve("manifests");

    @Test
    void theFolderHoldsWhatTheCommandPrints() throws IOException {
        Map<String, String> expected = ManifestFolder.files();

        assertAll(
                expected.entrySet().stream()
                        .map(file ->
                                () ->
                                        Golden.check(
                                                FOLDER.resolve(file.getKey()), file.getValue())));
        try (Stream<Path> walk = Files.walk(FOLDER)) {
            Set<String> there = new TreeSet<>();
            walk.filter(Files::isRegularFile)
                    .forEach(file -> there.add(FOLDER.relativize(file).toString()));
            assertThat(there).as("no file that nobody writes").isEqualTo(expected.keySet());
        }
    }

    @ParameterizedTest
    @EnumSource
    void kustomizeBuildsTheOverlayThatTheCommandPrints(Overlay overlay) throws Exception {
        String name = overlay.name().toLowerCase(Locale.ROOT);
        Path folder = FOLDER.resolve(overlay == Overlay.BASE ? "base" : "overlays/" + name);

        assertThat(byIdentity(kustomize(folder)))
                .isEqualTo(byIdentity(Installation.of(ManifestFolder.options(overlay)).yaml()));
    }

    private static Map<String, Map<String, Object>> byIdentity(String yaml) {
        Map<String, Map<String, Object>> objects = new TreeMap<>();
        ManifestFolder.objects(yaml)
                .forEach(object -> objects.put(ManifestFolder.identity(object), object));
        return objects;
    }

    private static String kustomize(Path folder) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder("kubectl", "kustomize", folder.toString())
                            .redirectErrorStream(true)
                            .start();
            String out =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(out).isZero();
            return out;
        } catch (IOException _) {
            String why = "manifests: SKIPPED, no kubectl to build the overlays with";
            System.err.println(why);
            assumeTrue(false, why);
            throw new IllegalStateException(why);
        }
    }
}

package dev.meshwarden.rego.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.JsonReader;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

class BundleReaderTest {
    private static final Map<String, String> FILES =
            new TreeMap<>(
                    Map.of(
                            ".manifest",
                            "{\"revision\": \"r7\", \"roots\": [\"a\", \"/b/c/\"],"
                                    + " \"rego_version\": 1}",
                            "a/p.rego",
                            "# why\npackage a.p\n\nx := data.b.c.most\n",
                            "a/data.json",
                            "{\"k\": [1]}",
                            "b/c/data.yaml",
                            "most: 2\n",
                            "policy.wasm",
                            "\u0000asm",
                            "readme.json",
                            "not JSON"));

    @TempDir Path folder;

    @Test
    void aFolderAndAnArchiveOfItAreTheSameBundle() throws IOException {
        write(FILES);

        Bundle fromFolder = bundle(folder);

        assertThat(fromFolder.revision()).isEqualTo("r7");
        assertThat(fromFolder.roots()).containsExactly("a", "b/c");
        assertThat(fromFolder.regoVersions()).containsExactly(Map.entry("b/a/p.rego", 1));
        assertThat(fromFolder.modules()).extracting(Source::name).containsExactly("b/a/p.rego");
        assertThat(fromFolder.data())
                .isEqualTo(JsonReader.read("{\"a\": {\"k\": [1]}, \"b\": {\"c\": {\"most\": 2}}}"));
        assertThat(bundle(archive("/", FILES))).isEqualTo(fromFolder);
    }

    @Test
    void whatLiesOutsideTheRootsIsRefusedAtItsPlace() throws IOException {
        write(FILES);
        Files.writeString(folder.resolve("q.rego"), "\n  package q.r\n");
        Files.writeString(folder.resolve("data.json"), "{\"z\": 1}");

        assertThat(refused(folder))
                .isEqualTo(
                        "b: bundle_error: manifest roots [a, b/c] do not permit data at path '/z'\n"
                            + "b/q.rego:2:3: bundle_error: manifest roots [a, b/c] do not permit"
                            + " this package");
    }

    @Test
    void aBadManifestIsRefusedAtItsPlace() throws IOException {
        write(Map.of(".manifest", "{\"roots\": [\"a/b\",\n \"a\"]}"));
        assertThat(refused(folder))
                .isEqualTo("b/.manifest:2:2: bundle_error: manifest has overlapped roots");
        write(Map.of(".manifest", "{\"rego_version\": 3}"));
        assertThat(refused(folder))
                .isEqualTo("b/.manifest:1:18: bundle_error: a Rego version is 0, 1 or 2");
        write(Map.of(".manifest", "{\"file_rego_versions\": {\"[\": 0}}"));
        assertThat(refused(folder))
                .startsWith("b/.manifest:1:24: bundle_error: failed to compile glob pattern [: ");
    }

    @Test
    void filesHaveTheVersionOfTheFirstPatternThatMatchesElseTheBundles() throws IOException {
        Map<String, String> files =
                Map.of(
                        ".manifest",
                        """
                        {"rego_version": 1,
                         "file_rego_versions": {"/old/x.rego": 0, "*/legacy*": 0, "n?w.rego": 2}}
                        """,
                        "old/x.rego",
                        "package x",
                        "old/y.rego",
                        "package y",
                        "deep/er/legacy_z.rego",
                        "package z",
                        "new.rego",
                        "package n");
        write(files);

        assertThat(bundle(folder).regoVersions())
                .isEqualTo(
                        Map.of(
                                "b/old/x.rego", 0,
                                "b/old/y.rego", 1,
                                "b/deep/er/legacy_z.rego", 0,
                                "b/new.rego", 2))
                .isEqualTo(bundle(archive("", files)).regoVersions());
    }

    @Test
    void namesThatLeaveTheArchiveAndLinksAreRefused() throws IOException {
        assertThat(refused(archive("x/../../", Map.of("p.rego", "package p"))))
                .isEqualTo("b: bundle_error: the archive names a file outside of itself");
        assertThat(refused(archive("//", Map.of("p.rego", "package p"))))
                .isEqualTo("b: bundle_error: the archive names a file outside of itself");
        assertThat(refused(archive("", Map.of("link", ""))))
                .isEqualTo("b/link: bundle_error: the archive holds a link or a device");
    }

    @Test
    void anArchiveThatUnpacksToFarMoreThanItsSizeIsRefused() throws IOException {
        assertThat(refused(archive("", Map.of("data.yaml", "#".repeat(4 << 20)))))
                .isEqualTo("b: bundle_error: unpacks to more than 1048576 bytes");
    }

    @Test
    void aFileThatIsNoArchiveIsRefused() throws IOException {
        Path file = folder.resolve("x.tar.gz");
        Files.writeString(file, "hello");
        assertThat(refused(file)).startsWith("b: bundle_error: cannot be read as a bundle: ");
    }

    private static Bundle bundle(Path at) {
        return switch (BundleReader.read(at, "b")) {
            case Reading.Read(var bundle) -> bundle;
            case Reading.Refused(var why) -> throw new AssertionError(why);
        };
    }

    private static String refused(Path at) {
        return switch (BundleReader.read(at, "b")) {
            case Reading.Read(var bundle) -> throw new AssertionError(bundle);
            case Reading.Refused(var why) ->
                    String.join("\n", why.stream().map(Diagnostic::line).toList());
        };
    }

    private void write(Map<String, String> files) throws IOException {
        for (var file : files.entrySet()) {
            Path at = folder.resolve(file.getKey());
            Files.createDirectories(folder.resolve(file.getKey()).resolveSibling("."));
            Files.writeString(at, file.getValue());
        }
    }

    private Path archive(String prefix, Map<String, String> files) throws IOException {
        Path at = Files.createTempFile(folder, "bundle", ".tar.gz");
        try (var out =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(at)))) {
            for (var file : files.entrySet()) {
                byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry;
                if (file.getKey().equals("link")) {
                    entry = new TarArchiveEntry("link", TarConstants.LF_SYMLINK);
                    entry.setLinkName("/etc/passwd");
                } else {
                    entry = new TarArchiveEntry(prefix + file.getKey(), true);
                }
                entry.setSize(bytes.length);
                out.putArchiveEntry(entry);
                out.write(bytes);
                out.closeArchiveEntry();
            }
        }
        return at;
    }
}

package dev.meshwarden.rego.tester;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where OPA's own source lies on this machine: {@code OPA_SOURCE}, else in the module cache that {@code go} knows of. */
final class OpaSource {
    private static final String MODULE = "github.com/open-policy-agent/opa@v1.22.2";

    private OpaSource() {}

    /** The folder of a version's cases; skips the test, loudly, where it is missing. */
    static Path cases(String version) {
        String given = System.getenv("OPA_SOURCE");
        Path source = given != null ? Path.of(given) : moduleCache().resolve(MODULE);
        Path folder = source.resolve("v1/test/cases/testdata").resolve(version);
        if (!Files.isDirectory(folder)) {
            System.err.println(
                    "SKIPPED: OPA's source is not here; set OPA_SOURCE (" + folder + ")");
        }
        assumeTrue(Files.isDirectory(folder), () -> "no cases of OPA in " + folder);
        return folder;
    }

    private static Path moduleCache() {
        try {
            Process go =
                    new ProcessBuilder("go", "env", "GOMODCACHE")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            go.getOutputStream().close();
            return Path.of(new String(go.getInputStream().readAllBytes(), UTF_8).strip());
        } catch (IOException _) {
            return Path.of("no-go");
        }
    }
}

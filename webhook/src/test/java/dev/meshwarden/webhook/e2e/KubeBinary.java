package dev.meshwarden.webhook.e2e;

import dev.meshwarden.fixtures.FixtureTree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The program that plays etcd and kube-apiserver: named by {@code MESHWARDEN_E2E_KUBE_BIN}, or built by {@code
 * webhook/src/e2e/build-mwkube} once and kept by the digest of what it was built from.
 */
final class KubeBinary {
    static final String VERSION = "v1.37.2";

    private KubeBinary() {}

    /** Whether there is such a program. */
    sealed interface Outcome {
        record Found(Path program) implements Outcome {}

        record Missing(String reason) implements Outcome {}
    }

    /** The one that somebody named, if so. */
    static Optional<Outcome> named() {
        String named = System.getenv().getOrDefault("MESHWARDEN_E2E_KUBE_BIN", "");
        if (named.isEmpty()) {
            return Optional.empty();
        }
        Path program = Path.of(named);
        return Optional.of(
                Files.isExecutable(program)
                        ? new Outcome.Found(program)
                        : new Outcome.Missing(
                                "MESHWARDEN_E2E_KUBE_BIN names no program: " + program));
    }

    /** One that is built already, or now: about six minutes, once. */
    static Outcome built() throws IOException, InterruptedException {
        Path script = FixtureTree.root().resolve("webhook/src/e2e/build-mwkube");
        Path complaints = Files.createTempFile("build-mwkube-", ".err");
        try {
            Process process =
                    new ProcessBuilder("sh", script.toString())
                            .redirectError(complaints.toFile())
                            .start();
            process.getOutputStream().close();
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            return process.waitFor() == 0
                    ? new Outcome.Found(Path.of(printed))
                    : new Outcome.Missing(Files.readString(complaints).strip());
        } finally {
            Files.delete(complaints);
        }
    }
}

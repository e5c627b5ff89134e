package dev.meshwarden.rego.tester;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwarden.fixtures.FixtureTree;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where OPA's cases lie on this machine: {@code REGO_COMPLIANCE_DIR}, else beside the checkout. */
final class ComplianceFolder {
    private ComplianceFolder() {}

    /** The folder of a version's cases or plans; skips the test, loudly, where it is missing. */
    static Path of(String version, String what) {
        String dir = System.getenv("REGO_COMPLIANCE_DIR");
        Path root =
                dir != null
                        ? Path.of(dir)
                        : FixtureTree.root().resolve("../shared/rego-compliance").normalize();
        Path folder = root.resolve(version).resolve(what);
        if (!Files.isDirectory(folder)) {
            System.err.println(
                    "SKIPPED: OPA's compliance cases are not here; set REGO_COMPLIANCE_DIR ("
                            + folder
                            + ")");
        }
        assumeTrue(Files.isDirectory(folder), () -> "no compliance cases in " + folder);
        return folder;
    }
}

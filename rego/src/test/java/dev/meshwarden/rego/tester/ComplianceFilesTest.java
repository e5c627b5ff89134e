package dev.meshwarden.rego.tester;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.ast.RegoVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class ComplianceFilesTest {
    private static final String YAML =
            """
            cases:
              - note: sets/one
                query: data.test.p = x
                modules:
                  - |
                    package test

                    p contains 1
                want_result:
                  - x: [1]
              - note: sets/wrong
                query: data.test.p = x
                modules: ["package test\\n\\np contains 1"]
                want_result: []
              - note: sets/error
                query: data.test.p = x
                strict_error: true
                modules: ["package test\\n\\np := 1 / 0"]
                want_error_code: eval_builtin_error
                want_error: divide by zero
            """;

    private final ComplianceSuite suite = new ComplianceSuite(RegoVersion.V1, true, Instant.EPOCH);

    @Test
    void casesInOpasYamlAreReadAndJudged(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("sets"));
        Files.writeString(folder.resolve("sets/test-sets.yaml"), YAML);

        List<ComplianceCase> cases = ComplianceFiles.read(folder);

        assertThat(cases)
                .extracting(ComplianceCase::key)
                .containsExactly(
                        "sets/test-sets.yaml#0", "sets/test-sets.yaml#1", "sets/test-sets.yaml#2");
        assertThat(cases).extracting(ComplianceCase::category).containsOnly("sets");
        var report = new ComplianceReport();
        cases.forEach(c -> report.add(c, suite.run(c)));
        assertThat(report.total()).hasToString("2/3");
        assertThat(report.categories().get("sets")).hasToString("2/3");
        assertThat(report.failures())
                .singleElement()
                .satisfies(f -> assertThat(f.of().note()).isEqualTo("sets/wrong"));
        assertThat(report.errorTexts()).hasToString("1/1");
    }

    @Test
    void aFolderNamedV0HoldsModulesOfV0() {
        assertThat(ComplianceSuite.versionOf(Path.of("/x/v0/cases"))).isEqualTo(RegoVersion.V0);
        assertThat(ComplianceSuite.versionOf(Path.of("/x/v1/cases"))).isEqualTo(RegoVersion.V1);
    }

    @Test
    void aModuleThatDoesNotCompileIsAFailedCase() {
        var c =
                ComplianceCase.read(
                        dev.meshwarden.rego.value.Obj.builder()
                                .put("query", "data.test.p = x")
                                .put(
                                        "modules",
                                        dev.meshwarden.rego.value.Array.of(
                                                dev.meshwarden.rego.value.Str.of("package")))
                                .build(),
                        Path.of("b.yaml"),
                        "a/b.yaml",
                        0);
        assertThat(suite.run(c).passed()).isFalse();
        assertThat(suite.run(c).reason()).startsWith("does not compile");
    }
}

package dev.meshwarden.rego.tester;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** OPA's own cases, all of them, with plain and with optimised plans. */
class ComplianceTest {
    @ParameterizedTest(name = "{0}, optimised: {1}")
    @CsvSource({"v1, true, 2400", "v1, false, 2400", "v0, true, 2027", "v0, false, 2027"})
    void everyCaseOfOpaComesOutAsInOpaOrIsAKnownGap(String suite, boolean optimise, int size)
            throws IOException {
        Path folder = ComplianceFolder.of(suite, "cases");
        KnownGaps gaps =
                KnownGaps.read(
                        Files.readString(
                                FixtureTree.root()
                                        .resolve("rego/src/test/resources/known-gaps.yaml")));
        var runner =
                new ComplianceSuite(
                        ComplianceSuite.versionOf(folder),
                        optimise,
                        Instant.parse("2026-01-01T00:00:00Z"));
        var report = new ComplianceReport();
        List<String> objections = new ArrayList<>();
        for (ComplianceCase c : ComplianceFiles.read(folder)) {
            Verdict verdict = runner.run(c);
            report.add(c, verdict);
            String objection = gaps.objection(suite, c, verdict);
            if (objection != null) {
                objections.add(c.key() + " " + c.note() + "\n    " + objection);
            }
        }
        System.out.printf(
                "OPA's %s suite%s: %s, error texts %s%n",
                suite,
                optimise ? "" : ", plans not optimised",
                report.total(),
                report.errorTexts());
        assertThat(objections).isEmpty();
        assertThat(report.total().total()).isEqualTo(size);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"v1, 2400", "v0, 2027"})
    void opasOwnFilesComeOutTheSame(String version, int size) throws IOException {
        Path folder = OpaSource.cases(version);
        var runner =
                new ComplianceSuite(
                        ComplianceSuite.versionOf(folder),
                        true,
                        Instant.parse("2026-01-01T00:00:00Z"));
        var report = new ComplianceReport();
        for (ComplianceCase c : ComplianceFiles.read(folder)) {
            report.add(c, runner.run(c));
        }
        System.out.printf(
                "OPA's %s suite from its own files: %s, error texts %s%n",
                version, report.total(), report.errorTexts());
        assertThat(report.failures()).extracting(f -> f.of().key() + " " + f.reason()).isEmpty();
        assertThat(report.total().total()).isEqualTo(size);
    }

    @Test
    void aGapThatPassesIsAnObjection() {
        KnownGaps gaps =
                KnownGaps.read("gaps: [{suite: v1, file: a/b.yaml, index: 0, reason: because}]");
        ComplianceCase c =
                ComplianceCase.read(
                        dev.meshwarden.rego.value.Obj.EMPTY, Path.of("b.yaml"), "a/b.yaml", 0);
        assertThat(gaps.objection("v1", c, new Verdict(true, Verdict.Text.NONE, "")))
                .contains("strike");
        assertThat(gaps.objection("v1", c, Verdict.failed("why"))).isNull();
        assertThat(gaps.objection("v0", c, Verdict.failed("why"))).isEqualTo("why");
    }
}

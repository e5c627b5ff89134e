package dev.meshwarden.webhook.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.webhook.config.PoliciesConfig.Enforcement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A rule that never ends, in a running server. */
class SkippedRulesTest {
    private static final String ENDLESS =
            Serving.rule("never found")
                    .replace(
                            "if input.request.object.data.bad",
                            """
                            if {
                                some a in numbers.range(1, 1000)
                                some b in numbers.range(1, 1000)
                                some c in numbers.range(1, 1000)
                                a + b + c == 0
                            }
                            """
                                    .stripTrailing());

    @TempDir Path folder;

    @Test
    void F25_aRuleWithoutEndIsLeftAloneByNameAndNeverTakenForSatisfied() throws Exception {
        Files.createDirectories(folder.resolve("policies"));
        Files.writeString(folder.resolve("policies/one.rego"), ENDLESS);
        try (var serving = new Serving(folder, Enforcement.PROFILE)) {
            for (int i = 0; i < 3; i++) {
                assertThat(serving.review())
                        .contains("\"allowed\":false", "\"code\":500", "ACME-1 could not be judged")
                        .contains("limit was reached");
            }
            long begun = System.nanoTime();
            String skipped = serving.review();

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(1));
            assertThat(skipped)
                    .contains("\"allowed\":false", "\"code\":500")
                    .contains("ACME-1: not asked in namespace ")
                    .contains(" for a while, because it reached a limit");
            assertThat(serving.admin("/readyz?verbose").body())
                    .contains("[i]rule-skipped ACME-1: in namespace ")
                    .contains(": it reached a limit 3 times in a minute")
                    .contains("ready");
            assertThat(serving.admin("/metrics").body())
                    .contains("meshwarden_rule_breaker_opened_total{rule=\"ACME-1\"} 1.0")
                    .contains("meshwarden_rule_skipped 1.0");

            String endless = serving.assembly.policyRevision();
            serving.write("one.rego", Serving.rule("found"));
            Serving.await("replaced", () -> !serving.assembly.policyRevision().equals(endless));
            assertThat(serving.review()).as("a new set has no record").contains("found");
        }
    }
}

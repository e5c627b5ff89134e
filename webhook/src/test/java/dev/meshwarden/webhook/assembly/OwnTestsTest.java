package dev.meshwarden.webhook.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.webhook.config.PoliciesConfig;
import dev.meshwarden.webhook.config.PoliciesConfig.Enforcement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Policies come with their tests, and a server runs those before it trusts the policies. */
class OwnTestsTest {
    private static final String PASSING =
            """
            package acme.one_test

            import data.acme.one

            test_bad_data_is_found if {
                count(one.deny) == 1 with input as {"request": {"object": {"data": {"bad": "x"}}}}
            }
            """;
    private static final String FAILING =
            PASSING
                    + """

                    test_good_data_passes if {
                        count(one.deny) == 0 with input as {"request": {"object": {"data": {"bad": "x"}}}}
                    }
                    """;

    @TempDir Path folder;

    @Test
    void F24_aSetWhoseOwnTestsFailIsRefusedAndTheLastGoodOneStays() throws Exception {
        try (var serving = new Serving(folder, Enforcement.PROFILE)) {
            String empty = serving.assembly.policyRevision();
            serving.write("one.rego", Serving.rule("first wording"));
            Serving.await("in force", () -> !serving.assembly.policyRevision().equals(empty));
            String good = serving.assembly.policyRevision();

            serving.write("one_test.rego", FAILING);
            Serving.await("refused", () -> verbose(serving).contains("[i]policies-refused"));

            assertThat(verbose(serving))
                    .contains("one_test.rego:9:1")
                    .contains("`data.acme.one_test.test_good_data_passes` fails")
                    .contains("ready");
            assertThat(serving.assembly.policyRevision()).isEqualTo(good);
            assertThat(serving.review()).contains("first wording");

            serving.write("one_test.rego", PASSING);
            Serving.await("repaired", () -> !verbose(serving).contains("policies-refused"));
        }
    }

    @Test
    void F24_theRefusalNamesEveryTestAndItsPlace() throws Exception {
        write("one.rego", Serving.rule("wording"));
        write("one_test.rego", FAILING);

        assertThat(load(PoliciesConfig.Tests.RUN))
                .isInstanceOfSatisfying(
                        PolicySet.Loading.Rejected.class,
                        r ->
                                assertThat(r.diagnostics())
                                        .extracting(Diagnostic::line)
                                        .singleElement()
                                        .asString()
                                        .contains("test_good_data_passes"));
        assertThat(load(PoliciesConfig.Tests.SKIP)).isInstanceOf(PolicySet.Loading.Loaded.class);
    }

    @Test
    void F24_testsThatDoNotCompileAreAReasonToo() throws Exception {
        write("one.rego", Serving.rule("wording"));
        write("one_test.rego", "package acme.one_test\n\ntest_x if y\n");

        assertThat(load(PoliciesConfig.Tests.RUN)).isInstanceOf(PolicySet.Loading.Rejected.class);
    }

    @Test
    void policiesWithoutTestsAreLoadedAsTheyAre() throws Exception {
        write("one.rego", Serving.rule("wording"));

        assertThat(load(PoliciesConfig.Tests.RUN)).isInstanceOf(PolicySet.Loading.Loaded.class);
    }

    @Test
    void policiesThatAskHostsAreLoadedOnlyWhereHostsAreListed() throws Exception {
        String rule = Serving.rule("wording");
        write(
                "one.rego",
                rule
                        + "\n"
                        + "other := http.send({\"method\": \"GET\", \"url\":"
                        + " \"https://example.com/\"})\n");
        write(
                "one_test.rego",
                """
                package acme.one_test

                import data.acme.one

                test_mocked if one.other.body == 1 with http.send as {"body": 1}
                """);

        assertThat(load(PoliciesConfig.STANDARD)).isInstanceOf(PolicySet.Loading.Rejected.class);
        assertThat(load(PoliciesConfig.STANDARD.withAllowNet(List.of("example.com"))))
                .isInstanceOf(PolicySet.Loading.Loaded.class);
    }

    private PolicySet.Loading load(PoliciesConfig.Tests tests) {
        return load(PoliciesConfig.STANDARD.withTests(tests));
    }

    private PolicySet.Loading load(PoliciesConfig config) {
        return new PolicyLoader(config.withFolders(List.of(folder)), InstantSource.system()).load();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String verbose(Serving serving) {
        try {
            return serving.admin("/readyz?verbose").body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.meshwarden.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.fixtures.Golden;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.webhook.config.Config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** What the API server gets to read. */
class AdmissionAnswerTest {
    @TempDir Path folder;

    @Test
    void aDenialCarriesEverythingInItsMessageAndTheCausesToo() throws Exception {
        try (var server =
                new ServerUnderTest(folder, Config.STANDARD, TestRule.refusingDisable("T-1"))) {
            String body =
                    server.post(
                                    "/validate/security?timeout=5s",
                                    Bodies.create("{\"mtls\":{\"mode\":\"DISABLE\"}}"))
                            .body();

            Golden.check(FixtureTree.fixture("admission/denial.json"), masked(body));
        }
    }

    @Test
    void anAllowedReviewEchoesTheUid() throws Exception {
        try (var server =
                new ServerUnderTest(folder, Config.STANDARD, TestRule.refusingDisable("T-1"))) {
            String body = server.post("/validate", Bodies.create("{}")).body();

            Golden.check(FixtureTree.fixture("admission/allowed.json"), masked(body));
        }
    }

    @Test
    void ofManyViolationsTheFirstFiveAreToldAndHowManyMore() throws Exception {
        TestRule many = violating("T-2", 7, EnforcementAction.DENY, "wrong\n\u2028number ");
        try (var server = new ServerUnderTest(folder, Config.STANDARD, many)) {
            String message = message(server.post("/validate", Bodies.create("{}")).body());

            assertThat(message.lines()).hasSize(6);
            assertThat(message)
                    .startsWith("T-2 /spec/0: wrong number 0 Fix: Repair it.\n")
                    .contains("\nand 2 more [decision ");
        }
    }

    @Test
    void warningsStayWithinWhatTheApiServerShows() throws Exception {
        TestRule many = violating("T-3", 30, EnforcementAction.WARN, "w".repeat(400));
        try (var server = new ServerUnderTest(folder, Config.STANDARD, many)) {
            Obj response = response(server.post("/validate", Bodies.create("{}")).body());

            List<Value> warnings =
                    ((Array) Objects.requireNonNull(response.get("warnings"))).asList();
            assertThat(warnings)
                    .hasSize(16)
                    .allSatisfy(w -> assertThat(((Str) w).codePoints()).isEqualTo(256));
        }
    }

    @Test
    void aRuleThatBreaksDeniesOnAClosedEntryAndFailsTheCallOnAnOpenOne() throws Exception {
        var broken =
                new TestRule(
                        "T-4",
                        _ -> {
                            throw new IllegalArgumentException("boom");
                        });
        try (var server = new ServerUnderTest(folder, Config.STANDARD, broken)) {
            var closed = server.post("/validate/security", Bodies.create("{}"));
            assertThat(closed.statusCode()).isEqualTo(200);
            assertThat(closed.body())
                    .contains("\"allowed\":false")
                    .contains("\"code\":500")
                    .contains("T-4");

            var open = server.post("/validate/workloads", Bodies.create("{}"));
            assertThat(open.statusCode()).isEqualTo(500);
            assertThat(open.body()).contains("\"kind\":\"Status\"").contains("T-4");

            var mutate = server.post("/mutate/istio", Bodies.create("{}"));
            assertThat(mutate.statusCode()).isEqualTo(200);
            assertThat(mutate.body()).contains("\"allowed\":true");
        }
    }

    private static TestRule violating(
            String id, int count, EnforcementAction action, String message) {
        return new TestRule(
                id,
                _ ->
                        new Answer.Checked(
                                IntStream.range(0, count)
                                        .mapToObj(i ->
                                                new Violation(
                                                        id,
                                                        "",
                                                        Severity.LOW,
                                                        action,
                                                        message + i,
                                                        "Repair it.",
                                                        "/spec/" + i,
                                                        Obj.EMPTY))
                                        .toList(),
                                List.of(),
                                List.of()));
    }

    private static Obj response(String body) {
        return (Obj) Objects.requireNonNull(((Obj) JsonReader.read(body)).get("response"));
    }

    private static String message(String body) {
        var message = Review.at(response(body), "status", "message");
        return ((Str) Objects.requireNonNull(message)).text();
    }

    /** Indented, with what differs from run to run covered. */
    private static String masked(String body) {
        return JsonWriter.toPrettyJson(JsonReader.read(body))
                        .replaceAll(
                                "[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}",
                                "DECISION")
                        .replaceAll("\"leaf\": \"[^\"]*\"", "\"leaf\": \"LEAF\"")
                        .replaceAll("\"record\": \"[^\"]*/", "\"record\": \"LOG/")
                + "\n";
    }
}

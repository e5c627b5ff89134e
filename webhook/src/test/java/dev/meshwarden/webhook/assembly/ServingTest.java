package dev.meshwarden.webhook.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.webhook.audit.RecordKind;
import dev.meshwarden.webhook.audit.disk.DataFolderBusyException;
import dev.meshwarden.webhook.audit.query.AuditQuery;
import dev.meshwarden.webhook.audit.query.QueryFilter;
import dev.meshwarden.webhook.audit.query.RecordRow;
import dev.meshwarden.webhook.audit.verify.AuditVerifier;
import dev.meshwarden.webhook.config.PoliciesConfig.Enforcement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** The webhook as a whole: real ports, real TLS, real policies, real audit log. */
class ServingTest {
    @TempDir Path folder;

    @Test
    void aStartedWebhookIsReadyAndTellsItsVersionAndNumbers() throws Exception {
        try (var serving = new Serving(folder, Enforcement.PROFILE)) {
            assertThat(serving.admin("/healthz").body()).isEqualTo("ok\n");
            assertThat(serving.admin("/readyz").statusCode()).isEqualTo(200);
            assertThat(serving.admin("/readyz?verbose").body())
                    .contains(
                            "[+]certificate ok",
                            "[+]audit ok",
                            "[i]policy-revision sha256:",
                            "ready");
            assertThat(serving.admin("/readyz", "Accept", "application/json").body())
                    .contains("\"ready\":true");
            assertThat(serving.admin("/version").body()).contains("\"version\":\"0.1.0\"");
            serving.review();
            assertThat(serving.admin("/metrics").body())
                    .contains("meshwarden_admission_reviews_total{")
                    .contains("meshwarden_admission_duration_seconds_bucket{")
                    .contains("meshwarden_policy_info{")
                    .contains("meshwarden_policy_refused 0.0");
            assertThat(serving.admin("/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aPolicyPutIntoTheFolderIsInForceWithoutARestart() throws Exception {
        try (var serving = new Serving(folder, Enforcement.PROFILE)) {
            assertThat(serving.review()).contains("\"allowed\":true");
            String before = serving.assembly.policyRevision();

            serving.write("one.rego", Serving.rule("first wording"));
            Serving.await("in force", () -> !serving.assembly.policyRevision().equals(before));

            assertThat(serving.review()).contains("\"allowed\":false").contains("first wording");
        }
        assertThat(records(RecordKind.POLICY_LOAD)).hasSize(2);
    }

    @Test
    void F23_aBrokenSetIsRefusedWithItsDiagnosticsAndTheLastGoodOneStays() throws Exception {
        try (var serving = new Serving(folder, Enforcement.PROFILE)) {
            String empty = serving.assembly.policyRevision();
            serving.write("one.rego", Serving.rule("first wording"));
            Serving.await("in force", () -> !serving.assembly.policyRevision().equals(empty));
            String good = serving.assembly.policyRevision();

            serving.write("one.rego", "package acme.one\n\ndeny contains x if true\n");
            Serving.await("refused", () -> verbose(serving).contains("[i]policies-refused"));

            assertThat(verbose(serving))
                    .contains("one.rego:3:")
                    .contains("rego_unsafe_var_error")
                    .contains("ready");
            assertThat(serving.admin("/readyz").statusCode()).isEqualTo(200);
            assertThat(serving.admin("/metrics").body())
                    .contains("meshwarden_policy_refused 1.0")
                    .contains("meshwarden_policy_loads_total{result=\"refused\"} 1.0");
            assertThat(serving.assembly.policyRevision()).isEqualTo(good);
            assertThat(serving.review()).contains("first wording");

            serving.write("one.rego", Serving.rule("second wording"));
            Serving.await("repaired", () -> !serving.assembly.policyRevision().equals(good));

            assertThat(serving.review()).contains("second wording");
            assertThat(verbose(serving)).doesNotContain("policies-refused");
        }
        assertThat(records(RecordKind.POLICY_LOAD))
                .filteredOn(line -> line.contains("\"accepted\":false"))
                .singleElement()
                .asString()
                .contains("unsafe");
    }

    @Test
    void F23_aConstraintForARuleThatIsNotThereIsRefused() throws Exception {
        try (var serving = new Serving(folder, Enforcement.PROFILE)) {
            serving.write(
                    "c.yaml",
                    """
                    apiVersion: policy.meshwarden.io/v1
                    kind: Constraint
                    metadata: {name: c}
                    spec: {rule: MW-NONE-001}
                    """);
            Serving.await("refused", () -> verbose(serving).contains("[i]policies-refused"));

            assertThat(verbose(serving)).contains("c.yaml:4:").contains("no rule is named");
        }
    }

    @Test
    void F22_eachAnswerUnderReloadNamesExactlyOneRevisionAndNoneFails() throws Exception {
        try (var serving = new Serving(folder, Enforcement.PROFILE)) {
            String empty = serving.assembly.policyRevision();
            serving.write("one.rego", Serving.rule("wording 0"));
            Serving.await("in force", () -> !serving.assembly.policyRevision().equals(empty));
            var stop = new AtomicBoolean();
            var answers = new ConcurrentLinkedQueue<HttpResponse<String>>();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                callers.add(Thread.startVirtualThread(() -> askUntil(serving, stop, answers)));
            }
            for (int i = 1; i <= 4; i++) {
                String before = serving.assembly.policyRevision();
                serving.write("one.rego", Serving.rule("wording " + i));
                Serving.await("reloaded", () -> !serving.assembly.policyRevision().equals(before));
            }
            stop.set(true);
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(answers)
                    .isNotEmpty()
                    .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200))
                    .allSatisfy(
                            answer -> assertThat(answer.body()).containsPattern("wording [0-4]"));
        }
    }

    @Test
    void observingDeniesNothingAndRecordsWhatItWouldHaveDenied() throws Exception {
        Files.createDirectories(folder.resolve("policies"));
        Files.writeString(folder.resolve("policies/one.rego"), Serving.rule("refused"));
        try (var serving = new Serving(folder, Enforcement.OBSERVE)) {
            String answer = serving.review();

            assertThat(answer).contains("\"allowed\":true").contains("\"would-deny\":\"true\"");
            assertThat(answer).doesNotContain("warnings");
        }
        List<String> found = new ArrayList<>();
        new AuditQuery(folder.resolve("data"))
                .run(QueryFilter.ALL, line -> found.add(RecordRow.json(line)));
        assertThat(found).singleElement().asString().contains("\"would_deny\":true");
    }

    @Test
    void F38_aSecondProcessOnOneFolderIsTurnedAwayByName() throws Exception {
        try (var serving = new Serving(folder, Enforcement.PROFILE)) {
            assertThatThrownBy(() ->
                            Assembly.start(
                                    serving.config(Enforcement.PROFILE), InstantSource.system()))
                    .isInstanceOf(DataFolderBusyException.class)
                    .hasMessageContaining("data");
            assertThat(serving.review()).contains("\"allowed\":true");
        }
    }

    @Test
    void F53_whatWasServedStandsInASealedLogAfterTheEnd() throws Exception {
        String key;
        try (var serving = new Serving(folder, Enforcement.PROFILE)) {
            key = serving.assembly.auditKey();
            for (int i = 0; i < 20; i++) {
                assertThat(serving.review()).contains("\"record\":\"");
            }
            serving.assembly.close();
        }
        var verified =
                AuditVerifier.verify(
                        folder.resolve("data"), List.of(key), List.of(), OptionalLong.empty());
        assertThat(verified.status(true)).as(verified.toString()).isZero();
        assertThat(records(RecordKind.DECISION)).hasSize(20);
    }

    @Test
    void brokenPoliciesAtTheStartAreNeverServed() throws Exception {
        Files.createDirectories(folder.resolve("policies"));
        Files.writeString(folder.resolve("policies/one.rego"), "package");

        assertThatThrownBy(() -> new Serving(folder, Enforcement.PROFILE))
                .isInstanceOf(RejectedPolicies.class);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private static void askUntil(
            Serving serving,
            AtomicBoolean stop,
            ConcurrentLinkedQueue<HttpResponse<String>> answers) {
        try {
            while (!stop.get()) {
                answers.add(serving.post("/validate", Serving.configMap()));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String verbose(Serving serving) {
        try {
            return serving.admin("/readyz?verbose").body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> records(RecordKind kind) throws Exception {
        List<String> found = new ArrayList<>();
        QueryFilter all = QueryFilter.ALL;
        new AuditQuery(folder.resolve("data"))
                .run(
                        new QueryFilter(
                                Set.of(kind),
                                all.verdicts(),
                                all.kinds(),
                                all.namespaces(),
                                all.names(),
                                all.operations(),
                                all.users(),
                                all.phases(),
                                all.policies(),
                                all.policyRevisions(),
                                all.results(),
                                all.exemptions(),
                                false,
                                false,
                                all.since(),
                                all.until()),
                        line -> found.add(RecordRow.json(line)));
        return found;
    }
}

package dev.meshwarden.webhook.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.decision.JudgedViolation;
import dev.meshwarden.policy.decision.PatchRecord;
import dev.meshwarden.policy.decision.RuleResult;
import dev.meshwarden.policy.decision.UncheckedClause;
import dev.meshwarden.policy.decision.Verdict;
import dev.meshwarden.policy.patch.Patch;
import dev.meshwarden.policy.profile.EnforcementMode;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.review.User;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Unchecked;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.webhook.audit.seal.Hash;
import dev.meshwarden.webhook.audit.seal.SigningKey;
import dev.meshwarden.webhook.audit.verify.RecordLine;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

class RecordTest {
    private static final String LOG = "local/host/" + DecisionId.next(Samples.NOW);
    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try (InputStream in =
                AuditRecord.class.getResourceAsStream("audit-record.v1.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Objects.requireNonNull(in), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(AuditRecord record) {
        return new String(record.line(LOG, 4, Hash.ZERO), StandardCharsets.UTF_8);
    }

    private static Map<RecordKind, List<AuditRecord>> everyKind() {
        String key = SigningKey.generate("local/host").verifier().text();
        Map<RecordKind, List<AuditRecord>> all = new EnumMap<>(RecordKind.class);
        all.put(
                RecordKind.DECISION,
                List.of(
                        Samples.denial(),
                        Samples.admission(),
                        Samples.passed(),
                        Samples.denial().late("deny"),
                        everything(),
                        shed(),
                        huge(2_000)));
        all.put(
                RecordKind.START,
                List.of(
                        ControlRecord.start(Samples.NOW, "0.1.0", key, true, Optional.empty()),
                        ControlRecord.start(
                                Samples.NOW,
                                "0.1.0",
                                key,
                                false,
                                Optional.of(new ControlRecord.GivenUp(LOG, "cut")))));
        all.put(RecordKind.STOP, List.of(ControlRecord.stop(Samples.NOW, "SIGTERM")));
        all.put(
                RecordKind.RECOVERY,
                List.of(ControlRecord.recovery(Samples.NOW, 17, Hash.ZERO, -1)));
        all.put(
                RecordKind.ROTATE,
                List.of(
                        ControlRecord.rotate(
                                Samples.NOW, "seg-0000000000000000.jsonl", 1, key, List.of(), -1),
                        ControlRecord.rotate(
                                Samples.NOW,
                                "seg-0000000000000000.jsonl",
                                1,
                                key,
                                List.of(Hash.ZERO, Hash.ZERO),
                                41)));
        all.put(
                RecordKind.GAP,
                List.of(
                        ControlRecord.gap(Samples.NOW, Gap.none(Loss.DISK_FULL, Samples.NOW)),
                        ControlRecord.gap(
                                Samples.NOW,
                                Gap.none(Loss.QUEUE_FULL, Samples.NOW)
                                        .plus(Samples.admission(), Samples.NOW)
                                        .plus(Samples.denial(), Samples.NOW))));
        all.put(
                RecordKind.POLICY_LOAD,
                List.of(ControlRecord.policyLoad(Samples.NOW, "sha256:1", true, List.of())));
        all.put(
                RecordKind.CONFIG,
                List.of(ControlRecord.config(Samples.NOW, "leaf", "a1", "b2", "meshwarden")));
        all.put(RecordKind.PAUSE, List.of(ControlRecord.pause(Samples.NOW, Duration.ofSeconds(3))));
        return all;
    }

    /** A mutation with everything that a decision can carry. */
    private static AuditRecord everything() {
        Review review =
                new Review(
                        (Obj)
                                JsonReader.read(
                                        """
                                        {"uid":"u","requestKind":{"group":"security.istio.io","version":"v1beta1","kind":"PeerAuthentication"},
                                         "resource":{"group":"security.istio.io","version":"v1","resource":"peerauthentications"},
                                         "userInfo":{"extra":{"authentication.kubernetes.io/pod-name":["x"]}},
                                         "options":{"fieldManager":"argocd"}}\
                                        """),
                        "u",
                        Phase.MUTATE,
                        Samples.review().gvk(),
                        "peerauthentications",
                        "status",
                        "payment",
                        "",
                        Operation.UPDATE,
                        Optional.of(
                                (Obj)
                                        JsonReader.read(
                                                "{\"metadata\":{\"generateName\":\"x-\",\"uid\":\"o\"},\"spec\":{}}")),
                        Optional.of((Obj) JsonReader.read("{\"spec\":{\"a\":1}}")),
                        Optional.of(new User("ann", "", List.of("dev"))),
                        true,
                        Samples.NOW);
        JudgedViolation exempt =
                new JudgedViolation(
                        Samples.violation("old").violation(),
                        EnforcementAction.AUDIT,
                        "strict-mtls",
                        "legacy",
                        List.of());
        var decision =
                new Decision(
                        Verdict.WARN,
                        200,
                        List.of(exempt),
                        List.of(
                                new UncheckedClause(
                                        "MW-MTLS-008",
                                        "b",
                                        new Unchecked.NeedsMesh(List.of("/Namespace")),
                                        "",
                                        EnforcementAction.OFF)),
                        List.of(
                                new PatchRecord(
                                        "MW-MTLS-001",
                                        new Patch(
                                                "MW-MTLS-001",
                                                List.of(
                                                        new Patch.Op(
                                                                "test", "/spec", "", Obj.EMPTY),
                                                        new Patch.Op(
                                                                "add",
                                                                "/spec/mtls",
                                                                "",
                                                                JsonReader.read(
                                                                        "{\"mode\":\"STRICT\"}")))),
                                        PatchRecord.Fate.APPLIED,
                                        ""),
                                new PatchRecord(
                                        "MW-TLS-003",
                                        new Patch("MW-TLS-003", List.of()),
                                        PatchRecord.Fate.DROPPED,
                                        "its test failed")),
                        Optional.of(Obj.EMPTY),
                        List.of(),
                        true,
                        Optional.empty(),
                        false,
                        EnforcementMode.OBSERVE,
                        "baseline",
                        "sha256:0123",
                        List.of(new RuleResult("MW-MTLS-001", RuleResult.Outcome.PASS, 12)));
        return AuditRecord.of(review, decision, Samples.delivery(DecisionId.next(Samples.NOW)));
    }

    private static AuditRecord shed() {
        Delivery plain = Samples.delivery(DecisionId.next(Samples.NOW));
        return AuditRecord.ofFailure(
                new FailedCall(
                        Optional.empty(),
                        Phase.VALIDATE,
                        "sha256:0123",
                        true,
                        new Delivery(
                                plain.id(),
                                plain.at(),
                                "traffic",
                                "open",
                                503,
                                plain.policies(),
                                Delivery.Latency.NONE,
                                Optional.of(
                                        new Delivery.Failure("shed", "", "256 reviews wait")))));
    }

    private static AuditRecord huge(int n) {
        Review plain = Samples.review();
        List<String> groups = new ArrayList<>();
        List<JudgedViolation> violations = new ArrayList<>();
        List<RuleResult> results = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            groups.add("group-" + i + "-" + "g".repeat(150));
            violations.add(Samples.violation(i + " " + "\u00e4".repeat(700)));
            results.add(new RuleResult("RULE-" + i, RuleResult.Outcome.FAIL, i));
        }
        Review review =
                new Review(
                        plain.request(),
                        plain.uid(),
                        plain.phase(),
                        plain.gvk(),
                        plain.resource(),
                        "",
                        plain.namespace(),
                        "n".repeat(253),
                        plain.operation(),
                        plain.object(),
                        plain.oldObject(),
                        Optional.of(new User("u".repeat(2_000), "", groups)),
                        false,
                        Samples.NOW);
        Decision small = Samples.decision(Verdict.DENY, violations);
        var decision =
                new Decision(
                        small.verdict(),
                        403,
                        violations,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        false,
                        Optional.empty(),
                        false,
                        EnforcementMode.ENFORCE,
                        "baseline",
                        "sha256:0123",
                        results);
        return AuditRecord.of(review, decision, Samples.delivery(DecisionId.next(Samples.NOW)));
    }

    @Test
    void everyKindOfRecordSatisfiesTheShippedSchemaAndReadsBack() {
        Map<RecordKind, List<AuditRecord>> all = everyKind();
        assertThat(all).containsOnlyKeys(RecordKind.values());
        all.forEach((kind, records) ->
                records.forEach(record -> {
                    String line = line(record);
                    List<Error> errors = SCHEMA.validate(line, InputFormat.JSON);
                    assertThat(errors).as(line).isEmpty();
                    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                    assertThat(RecordLine.read(bytes, 0, bytes.length))
                            .as(line)
                            .isInstanceOfSatisfying(
                                    RecordLine.Reading.Whole.class,
                                    w -> assertThat(w.line().kind()).isEqualTo(kind));
                }));
    }

    @Test
    void aPassedDenialIsRecordedAtTheHighestSeverityWithItsTicket() {
        assertThat(Samples.passed().fields().get("break_glass"))
                .isEqualTo(
                        Fields.texts(
                                "severity", "critical",
                                "group", "meshwarden:break-glass",
                                "ticket", "PAY-12",
                                "expires", ""));
    }

    @Test
    void theSchemaRefusesWhatIsNoRecord() {
        String good = line(Samples.denial());
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("another version", good.replace("\"v\":1,", "\"v\":2,"));
        bad.put("no verdict", good.replace("\"verdict\":\"deny\",", ""));
        bad.put("a float", good.replace("\"code\":403", "\"code\":403.5"));
        bad.put("an unknown kind", good.replace("\"kind\":\"decision\"", "\"kind\":\"x\""));
        bad.put("a short time", good.replace(".123456789Z", ".1Z"));
        bad.forEach((what, line) -> {
            assertThat(line).as(what).isNotEqualTo(good);
            assertThat(SCHEMA.validate(line, InputFormat.JSON)).as(what).isNotEmpty();
        });
    }

    @Test
    void linesAreCanonicalJson() {
        everyKind()
                .values()
                .forEach(records ->
                        records.forEach(record -> {
                            String line = line(record);
                            assertThat(JsonWriter.toJson(JsonReader.read(line))).isEqualTo(line);
                            assertThat(line).doesNotContain("\n");
                        }));
    }

    @Test
    void theCanonicalBytesOfADecisionAreThese() {
        AuditRecord record =
                AuditRecord.of(
                        Samples.review(),
                        Samples.decision(
                                Verdict.DENY, List.of(Samples.violation("Plaintext is accepted."))),
                        Samples.delivery("019a2f00-0000-7000-8000-000000000001"));
        String log = "local/host/019a2f00-0000-7000-8000-000000000000";
        assertThat(new String(record.line(log, 4, Hash.ZERO), StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        {"bundle":{"engine":"meshwarden 0.1.0","name":"builtin","revision":"sha256:0123"},\
                        "code":403,"hook":{"fail_mode":"closed","name":"security","phase":"validate"},\
                        "id":"019a2f00-0000-7000-8000-000000000001","kind":"decision",\
                        "lat":{"eval_ns":700000,"match_ns":20000,"parse_ns":100000,"queue_ns":0,"total_ns":900000},\
                        "log":"local/host/019a2f00-0000-7000-8000-000000000000",\
                        "obj":{"bytes_new":151,"new":"%s"},\
                        "policies":[{"dur_ns":1200,"engine":"rego","id":"MW-MTLS-001","mode":"enforce","result":"fail","rev":"sha256:ab"}],\
                        "prev":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",\
                        "req":{"dry_run":false,"field_manager":"kubectl","gvk":{"g":"security.istio.io","k":"PeerAuthentication","v":"v1"},\
                        "gvr":{"g":"security.istio.io","r":"peerauthentications","v":"v1"},"name":"strict","ns":"payment","op":"CREATE"},\
                        "seq":4,"ts":"2026-11-24T12:00:00.123456789Z","uid":"705ab4f5","unchecked":[],"v":1,"verdict":"deny",\
                        "violations":[{"action":"deny","clause":"a","fix":"Set it to STRICT.","message":"Plaintext is accepted.",\
                        "path":"/spec/mtls/mode","policy":"strict-mtls","rule":"MW-MTLS-001","severity":"high"}],\
                        "who":{"extra_keys":["scopes"],"groups":["dev","ops"],"uid":"u-1","user":"ann"},"would_deny":false}\
                        """
                                .formatted(
                                        ObjectDigest.of(Samples.review().object().orElseThrow())));
    }

    @Test
    void noRecordIsLongerThanSixtyThousandBytesAndCutsAreCounted() {
        for (int n : new int[] {0, 60, 300, 2_000, 20_000}) {
            AuditRecord record = huge(n);
            byte[] line =
                    record.line(
                            "c".repeat(253) + "/" + "i".repeat(253) + "/x",
                            Long.MAX_VALUE,
                            Hash.ZERO);
            assertThat(line.length).isLessThanOrEqualTo(AuditRecord.MOST_BYTES);
        }
        Obj fields = huge(2_000).fields();
        assertThat(fields.get("violations_truncated")).isNotNull();
        assertThat(((Obj) Objects.requireNonNull(fields.get("who"))).get("groups_truncated"))
                .isEqualTo(Num.of(1_968));
    }

    @Test
    void aRecordThatFitsLosesNothing() {
        Obj fields = huge(20).fields();
        assertThat(JsonWriter.toJson(fields)).doesNotContain("_truncated");
    }

    @Test
    void theDigestLeavesOutWhatTheServerSets() {
        Obj sent = (Obj) JsonReader.read("{\"metadata\":{\"name\":\"a\"},\"spec\":{\"x\":1}}");
        Obj stored =
                (Obj)
                        JsonReader.read(
                                """
                                {"metadata":{"name":"a","managedFields":[{}],"resourceVersion":"7","generation":2},
                                 "spec":{"x":1},"status":{"ok":true}}\
                                """);
        assertThat(ObjectDigest.of(stored)).isEqualTo(ObjectDigest.of(sent));
        assertThat(ObjectDigest.of(sent.with("spec", Str.of("y"))))
                .isNotEqualTo(ObjectDigest.of(sent));
    }

    @Test
    void decisionIdsAreOfVersionSevenAndSortByTime() {
        String id = DecisionId.next(Samples.NOW);
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        assertThat(DecisionId.next(Samples.NOW.plusMillis(1))).isGreaterThan(id);
    }
}

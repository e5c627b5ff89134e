package dev.meshwarden.webhook.audit.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.decision.JudgedViolation;
import dev.meshwarden.policy.decision.Verdict;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.webhook.audit.AuditLog;
import dev.meshwarden.webhook.audit.AuditRecord;
import dev.meshwarden.webhook.audit.ControlRecord;
import dev.meshwarden.webhook.audit.DecisionId;
import dev.meshwarden.webhook.audit.LogFolder;
import dev.meshwarden.webhook.audit.RecordKind;
import dev.meshwarden.webhook.audit.Samples;
import dev.meshwarden.webhook.audit.verify.RecordLine;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The questions of the audit page, asked of a log that holds one answer to each, and others. */
class AuditQueryTest {
    private static final QueryFilter ALL = QueryFilter.ALL;

    @TempDir Path data;
    private LogFolder folder;
    private String denied = "";
    private String passed = "";

    @BeforeEach
    void log() throws IOException {
        folder = new LogFolder(data);
        try (AuditLog log = folder.open()) {
            denied = put(log, Samples.decision(Verdict.DENY, List.of(Samples.violation("x"))));
            put(log, Samples.decision(Verdict.ALLOW, List.of()));
            passed = put(log, wouldDeny());
            put(log, Samples.decision(Verdict.WARN, List.of(exempted())));
            log.append(ControlRecord.policyLoad(Samples.NOW, "sha256:ab", true, List.of()));
            log.append(ControlRecord.config(Samples.NOW, "leaf", "a", "b", "meshwarden"))
                    .await(Duration.ofSeconds(20), "deny");
        }
    }

    private static String put(AuditLog log, Decision decision) {
        String id = DecisionId.next(Samples.NOW);
        log.append(AuditRecord.of(Samples.review(), decision, Samples.delivery(id)))
                .await(Duration.ofSeconds(20), "deny");
        return id;
    }

    private static Decision wouldDeny() {
        Decision plain = Samples.decision(Verdict.WARN, List.of(Samples.violation("y")));
        return new Decision(
                plain.verdict(),
                200,
                plain.violations(),
                plain.unchecked(),
                plain.patches(),
                plain.patched(),
                plain.warnings(),
                true,
                Optional.empty(),
                false,
                plain.mode(),
                plain.profile(),
                plain.policyRevision(),
                plain.results());
    }

    private static JudgedViolation exempted() {
        return new JudgedViolation(
                Samples.violation("z").violation(),
                EnforcementAction.AUDIT,
                "strict-mtls",
                "legacy",
                List.of());
    }

    private List<RecordLine> ask(QueryFilter filter) throws IOException {
        List<RecordLine> found = new ArrayList<>();
        AuditQuery.Stats stats = new AuditQuery(data).run(filter, found::add);
        assertThat(stats.matched()).isEqualTo(found.size());
        assertThat(stats.damaged()).isZero();
        return found;
    }

    /** A filter with some of its parts set. */
    private static QueryFilter with(UnaryOperator<Parts> change) {
        return change.apply(new Parts()).build();
    }

    /** Sets one part after the other. */
    private static final class Parts {
        private Set<RecordKind> records = Set.of();
        private Set<String> verdicts = Set.of();
        private Set<String> kinds = Set.of();
        private Set<String> namespaces = Set.of();
        private Set<String> policies = Set.of();
        private Set<String> revisions = Set.of();
        private Set<String> results = Set.of();
        private Set<String> exemptions = Set.of();
        private boolean wouldDeny;
        private Optional<Instant> since = Optional.empty();
        private Optional<Instant> until = Optional.empty();

        QueryFilter build() {
            return new QueryFilter(
                    records,
                    verdicts,
                    kinds,
                    namespaces,
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    policies,
                    revisions,
                    results,
                    exemptions,
                    wouldDeny,
                    false,
                    since,
                    until);
        }
    }

    @Test
    void everyDecisionIsAskedForWithoutAnyPart() throws IOException {
        assertThat(ask(ALL)).hasSize(4).allMatch(l -> l.kind() == RecordKind.DECISION);
    }

    @Test
    void denialsOfADay() throws IOException {
        assertThat(
                        ask(
                                with(p -> {
                                    p.verdicts = Set.of("deny");
                                    p.since =
                                            TimeText.parse(
                                                    "2026-11-24", Samples.NOW, ZoneId.of("UTC"));
                                    p.until =
                                            TimeText.parse(
                                                    "2026-11-25", Samples.NOW, ZoneId.of("UTC"));
                                    return p;
                                })))
                .extracting(l -> l.text("id"))
                .containsExactly(denied);
    }

    @Test
    void whatAPolicyWouldDenyIfEnforcedByNamespace() throws IOException {
        QueryFilter filter =
                with(p -> {
                    p.wouldDeny = true;
                    p.policies = Set.of("strict-mtls");
                    return p;
                });
        assertThat(ask(filter)).extracting(l -> l.text("id")).containsExactly(passed);
        assertThat(new AuditQuery(data).groups(filter, GroupBy.NS))
                .isEqualTo(Map.of("payment", 1L));
    }

    @Test
    void whoChangedAKindInANamespace() throws IOException {
        assertThat(
                        ask(
                                with(p -> {
                                    p.kinds = Set.of("PeerAuthentication");
                                    p.namespaces = Set.of("payment");
                                    return p;
                                })))
                .hasSize(4)
                .allMatch(l -> l.text("who", "user").equals("ann"));
        assertThat(
                        ask(
                                with(p -> {
                                    p.kinds = Set.of("Gateway");
                                    return p;
                                })))
                .isEmpty();
    }

    @Test
    void admittedWhileAPolicyHadAResult() throws IOException {
        assertThat(
                        ask(
                                with(p -> {
                                    p.results = Set.of("fail");
                                    p.verdicts = Set.of("allow");
                                    return p;
                                })))
                .hasSize(1);
        assertThat(
                        ask(
                                with(p -> {
                                    p.results = Set.of("error", "timeout");
                                    return p;
                                })))
                .isEmpty();
    }

    @Test
    void whatAPolicyRevisionJudged() throws IOException {
        assertThat(
                        ask(
                                with(p -> {
                                    p.revisions = Set.of("sha256:ab");
                                    return p;
                                })))
                .hasSize(4);
    }

    @Test
    void exemptionsUsed() throws IOException {
        QueryFilter any =
                with(p -> {
                    p.exemptions = Set.of("any");
                    return p;
                });
        assertThat(ask(any)).hasSize(1);
        assertThat(new AuditQuery(data).groups(any, GroupBy.EXEMPTION))
                .isEqualTo(Map.of("legacy", 1L));
    }

    @Test
    void policyAndConfigurationChanges() throws IOException {
        assertThat(
                        ask(
                                with(p -> {
                                    p.records = Set.of(RecordKind.POLICY_LOAD, RecordKind.CONFIG);
                                    return p;
                                })))
                .extracting(RecordLine::kind)
                .containsExactly(RecordKind.POLICY_LOAD, RecordKind.CONFIG);
    }

    @Test
    void oneRecordIsShownWithTheCheckpointThatSealsIt() throws IOException {
        AuditQuery.Shown shown = new AuditQuery(data).show(denied.substring(0, 20)).orElseThrow();
        assertThat(shown.record().seq()).isEqualTo(1);
        assertThat(shown.seal().orElseThrow().checkpoint().size()).isGreaterThan(1);
        assertThat(new AuditQuery(data).show("019a2f00-dead")).isEmpty();
    }

    @Test
    void theTailGivesWhatCameInSinceAndOnlyOnce() throws IOException {
        AuditTail tail = AuditTail.atEnd(data, ALL);
        assertThat(tail.next()).isEmpty();
        try (AuditLog log = folder.open()) {
            String id = put(log, Samples.decision(Verdict.DENY, List.of()));
            assertThat(tail.next()).extracting(l -> l.text("id")).containsExactly(id);
            assertThat(tail.next()).isEmpty();
            log.rotate();
            String other = put(log, Samples.decision(Verdict.DENY, List.of()));
            assertThat(tail.next()).extracting(l -> l.text("id")).containsExactly(other);
        }
        assertThat(tail.next()).isEmpty();
    }

    @Test
    void F61_rowsCarryNoControlCharactersAndNoFormulas() {
        var row =
                new RecordRow(
                        List.of(
                                "a\u001b[31m",
                                "=cmd()",
                                "x,\"y\"",
                                "\u009b1m",
                                "b\r\nc",
                                "\u2028",
                                "plain"));
        assertThat(row.cells())
                .containsExactly(
                        "a\ufffd[31m",
                        "=cmd()",
                        "x,\"y\"",
                        "\ufffd1m",
                        "b\ufffd\ufffdc",
                        "\ufffd",
                        "plain");
        assertThat(row.csv())
                .isEqualTo(
                        "a\ufffd[31m,'=cmd(),\"x,\"\"y\"\"\",\ufffd1m,b\ufffd\ufffdc,\ufffd,plain");
        assertThat(RecordRow.csvHead()).startsWith("TIME,VERDICT,");
    }

    @Test
    void timesAreWrittenAsPeopleDo() {
        ZoneId utc = ZoneId.of("UTC");
        Instant now = Instant.parse("2026-11-24T12:30:00Z");
        assertThat(TimeText.parse("now", now, utc)).contains(now);
        assertThat(TimeText.parse("today", now, utc))
                .contains(Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(TimeText.parse("yesterday", now, utc))
                .contains(Instant.parse("2026-11-23T00:00:00Z"));
        assertThat(TimeText.parse("30d", now, utc)).contains(now.minus(Duration.ofDays(30)));
        assertThat(TimeText.parse("90m", now, utc)).contains(now.minus(Duration.ofMinutes(90)));
        assertThat(TimeText.parse("2026-01-02T03:04:05Z", now, utc))
                .contains(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(TimeText.parse("soon", now, utc)).isEmpty();
    }
}

package dev.meshwarden.webhook.audit;

import dev.meshwarden.policy.decision.BreakGlassUse;
import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.decision.JudgedViolation;
import dev.meshwarden.policy.decision.PatchRecord;
import dev.meshwarden.policy.decision.RuleResult;
import dev.meshwarden.policy.decision.UncheckedClause;
import dev.meshwarden.policy.decision.Verdict;
import dev.meshwarden.policy.patch.Patch;
import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Unchecked;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.webhook.audit.seal.Hash;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The fields of a decision record. Of the object only digests and sizes are kept; messages are scrubbed before anything is hashed. */
final class DecisionRecord {
    private static final int LONGEST_MESSAGE = 512;

    private DecisionRecord() {}

    static AuditRecord of(Review review, Decision decision, Delivery delivery) {
        Scrubber scrubber = Scrubber.of(review);
        Obj.Builder fields = common(delivery, review.phase(), decision.policyRevision(), scrubber);
        RequestFields.put(fields, review);
        fields.put("verdict", decision.verdict().text())
                .put("would_deny", Bool.of(decision.wouldDeny()))
                .put("policies", policies(decision, delivery.policies()))
                .put("violations", violations(decision.violations(), scrubber))
                .put("unchecked", unchecked(decision.unchecked(), scrubber));
        decision.breakGlass()
                .ifPresent(use -> fields.put("break_glass", breakGlass(use, scrubber)));
        if (review.phase() == Phase.MUTATE || !decision.patches().isEmpty()) {
            fields.put("patch", patch(decision));
        }
        return AuditRecord.of(
                RecordKind.DECISION,
                classOf(decision),
                delivery.id(),
                delivery.at(),
                fields.build());
    }

    static AuditRecord of(FailedCall call) {
        Delivery delivery = call.delivery();
        Scrubber scrubber = call.review().map(Scrubber::of).orElseGet(Scrubber::ofNothing);
        Obj.Builder fields = common(delivery, call.phase(), call.policyRevision(), scrubber);
        call.review().ifPresent(r -> RequestFields.put(fields, r));
        fields.put("verdict", call.shed() ? "shed" : "error").put("would_deny", Bool.FALSE);
        return AuditRecord.of(
                RecordKind.DECISION,
                RecordClass.ERROR,
                delivery.id(),
                delivery.at(),
                fields.build());
    }

    /** Whatever was let through: no record weighs more. */
    private static Obj breakGlass(BreakGlassUse use, Scrubber scrubber) {
        return Fields.texts(
                "severity", Severity.CRITICAL.text(),
                "group", use.group(),
                "ticket", message(use.ticket(), scrubber),
                "expires", message(use.expires(), scrubber));
    }

    private static RecordClass classOf(Decision decision) {
        return switch (decision.verdict()) {
            case DENY -> RecordClass.DENY;
            case ERROR -> RecordClass.ERROR;
            case BREAK_GLASS -> RecordClass.BREAK_GLASS;
            case ALLOW, WARN -> {
                if (decision.patched().isPresent()) {
                    yield RecordClass.MUTATE;
                }
                yield decision.verdict() == Verdict.WARN ? RecordClass.WARN : RecordClass.ALLOW;
            }
        };
    }

    private static Obj.Builder common(
            Delivery delivery, Phase phase, String policyRevision, Scrubber scrubber) {
        Obj.Builder fields =
                Obj.builder(32)
                        .put("id", delivery.id())
                        .put(
                                "hook",
                                Fields.texts(
                                        "name", delivery.hook(),
                                        "phase", phase.text(),
                                        "fail_mode", delivery.failMode()))
                        .put(
                                "bundle",
                                Fields.texts(
                                        "name", delivery.policies().name(),
                                        "revision", policyRevision,
                                        "engine", delivery.policies().engine()))
                        .put("code", Num.of(delivery.code()))
                        .put("lat", latency(delivery.latency()));
        delivery.failure()
                .ifPresent(f ->
                        fields.put(
                                "err",
                                Fields.texts(
                                        "class", f.kind(),
                                        "policy", f.policy(),
                                        "msg", message(f.message(), scrubber))));
        return fields;
    }

    private static Array policies(Decision decision, PolicyOrigins policies) {
        Array.Builder all = Array.builder();
        for (RuleResult result : decision.results()) {
            Obj.Builder one =
                    Obj.builder(6)
                            .put("id", result.rule())
                            .put("mode", decision.mode().text())
                            .put("result", result.outcome().text())
                            .put("dur_ns", Num.of(result.nanos()));
            PolicyOrigins.Origin origin = policies.origins().get(result.rule());
            if (origin != null) {
                one.put("rev", origin.revision()).put("engine", origin.engine());
            }
            all.add(one.build());
        }
        return all.build();
    }

    private static Array violations(List<JudgedViolation> violations, Scrubber scrubber) {
        Array.Builder all = Array.builder();
        for (JudgedViolation judged : violations) {
            var violation = judged.violation();
            Obj.Builder one =
                    Obj.builder(9)
                            .put("rule", violation.rule())
                            .put("severity", violation.severity().text())
                            .put("action", judged.action().text())
                            .put("message", message(violation.message(), scrubber))
                            .put("fix", message(violation.fix(), scrubber))
                            .put("path", message(violation.path(), scrubber));
            Fields.putUnlessEmpty(one, "clause", violation.clause());
            Fields.putUnlessEmpty(one, "policy", judged.constraint());
            Fields.putUnlessEmpty(one, "exemption", judged.exemption());
            all.add(one.build());
        }
        return all.build();
    }

    private static Array unchecked(List<UncheckedClause> clauses, Scrubber scrubber) {
        Array.Builder all = Array.builder();
        for (UncheckedClause clause : clauses) {
            Obj.Builder one =
                    Obj.builder(4)
                            .put("rule", clause.rule())
                            .put("reason", message(clause.reason().text(), scrubber));
            Fields.putUnlessEmpty(one, "clause", clause.clause());
            if (clause.reason() instanceof Unchecked.Failed(var diagnostic)) {
                one.put("message", message(diagnostic.message(), scrubber));
            }
            all.add(one.build());
        }
        return all.build();
    }

    /** What was applied, by count, size, digest and paths, never by value. */
    private static Obj patch(Decision decision) {
        Array.Builder ops = Array.builder();
        Array.Builder paths = Array.builder();
        for (Patch.Op op : decision.patchOps()) {
            Obj.Builder one = Obj.builder(4).put("op", op.op()).put("path", op.path());
            Fields.putUnlessEmpty(one, "from", op.from());
            if (op.value() != null) {
                one.put("value", op.value());
            }
            ops.add(one.build());
            if (!op.op().equals("test")) {
                paths.add(Str.of(op.path()));
            }
        }
        Array applied = ops.build();
        byte[] json = JsonWriter.toJson(applied).getBytes(StandardCharsets.UTF_8);
        Array.Builder dropped = Array.builder();
        decision.patches().stream()
                .filter(p -> p.fate() == PatchRecord.Fate.DROPPED)
                .forEach(p -> dropped.add(Str.of(p.patch().id())));
        Obj.Builder patch =
                Obj.builder(5)
                        .put("ops", Num.of(applied.size()))
                        .put("bytes", Num.of(applied.size() == 0 ? 0 : json.length))
                        .put("paths", paths.build())
                        .put("dropped", dropped.build());
        if (applied.size() > 0) {
            patch.put("digest", Hash.of(json).base64());
        }
        return patch.build();
    }

    private static String message(String text, Scrubber scrubber) {
        String clean = scrubber.scrub(text);
        if (clean.length() <= LONGEST_MESSAGE) {
            return clean;
        }
        int end = LONGEST_MESSAGE - 1;
        if (Character.isHighSurrogate(clean.charAt(end - 1))) {
            end--;
        }
        return clean.substring(0, end) + "\u2026";
    }

    private static Obj latency(Delivery.Latency latency) {
        return Obj.of(
                Map.of(
                        "total_ns", Num.of(latency.totalNanos()),
                        "queue_ns", Num.of(latency.queueNanos()),
                        "parse_ns", Num.of(latency.parseNanos()),
                        "match_ns", Num.of(latency.matchNanos()),
                        "eval_ns", Num.of(latency.evalNanos())));
    }
}

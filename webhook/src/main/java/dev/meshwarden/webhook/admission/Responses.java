package dev.meshwarden.webhook.admission;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.decision.JudgedViolation;
import dev.meshwarden.policy.patch.Patch;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the {@code response} of an AdmissionReview. */
final class Responses {
    private Responses() {}

    static Obj of(
            Review review, Decision decision, String decisionId, Map<String, String> annotations) {
        Map<String, Value> response = new TreeMap<>();
        response.put("allowed", Bool.of(decision.allowed()));
        if (!decision.allowed()) {
            response.put("status", status(review, decision, decisionId));
        }
        List<String> warnings = Wording.warnings(decision);
        if (!warnings.isEmpty()) {
            response.put("warnings", Array.ofList(warnings.stream().map(Str::of).toList()));
        }
        List<Patch.Op> ops = decision.patchOps();
        if (!ops.isEmpty()) {
            byte[] patch = JsonWriter.toJson(ops(ops)).getBytes(StandardCharsets.UTF_8);
            response.put("patchType", Str.of("JSONPatch"));
            response.put("patch", Str.of(Base64.getEncoder().encodeToString(patch)));
        }
        response.put("auditAnnotations", annotations(decision, decisionId, annotations));
        return Obj.of(response);
    }

    static Obj retry(int code, String reason, String message) {
        return refused(
                failure(code, reason, message)
                        .with("details", Obj.of("retryAfterSeconds", Num.of(1))));
    }

    static Obj refusal(int code, String reason, String message) {
        return refused(failure(code, reason, message));
    }

    private static Obj refused(Obj status) {
        return Obj.of(Map.of("allowed", Bool.FALSE, "status", status));
    }

    private static Obj failure(int code, String reason, String message) {
        return Obj.of(
                Map.of(
                        "status", Str.of("Failure"),
                        "code", Num.of(code),
                        "reason", Str.of(reason),
                        "message", Str.of(message)));
    }

    private static Obj status(Review review, Decision decision, String decisionId) {
        Map<String, Value> details = new TreeMap<>();
        details.put("group", Str.of(review.gvk().group()));
        details.put("kind", Str.of(review.resource()));
        if (!review.name().isEmpty()) {
            details.put("name", Str.of(review.name()));
        }
        List<Value> causes = new ArrayList<>();
        for (JudgedViolation found : decision.violations(EnforcementAction.DENY)) {
            causes.add(
                    Obj.of(
                            Map.of(
                                    "reason", Str.of(found.violation().rule()),
                                    "message", Str.of(found.violation().message()),
                                    "field", Str.of(Wording.field(found.violation().path())))));
        }
        if (!causes.isEmpty()) {
            details.put("causes", Array.ofList(causes));
        }
        return failure(
                        decision.code(),
                        decision.code() == 403 ? "Forbidden" : "InternalError",
                        Wording.message(decision, decisionId))
                .with("details", Obj.of(details));
    }

    private static Obj annotations(Decision decision, String decisionId, Map<String, String> more) {
        Map<String, Value> all = new TreeMap<>();
        all.put("decision", Str.of(decisionId));
        all.put("verdict", Str.of(decision.verdict().text()));
        all.put("bundle", Str.of(prefix(decision.policyRevision())));
        if (decision.wouldDeny()) {
            all.put("would-deny", Str.of("true"));
        }
        more.forEach((key, value) -> all.put(key, Str.of(value)));
        return Obj.of(all);
    }

    /** {@code sha256:} and twelve digits. */
    private static String prefix(String revision) {
        return revision.length() <= 19 ? revision : revision.substring(0, 19);
    }

    private static Array ops(List<Patch.Op> ops) {
        Array.Builder list = Array.builder(ops.size());
        for (Patch.Op op : ops) {
            Map<String, Value> fields = new TreeMap<>();
            fields.put("op", Str.of(op.op()));
            fields.put("path", Str.of(op.path()));
            if (!op.from().isEmpty()) {
                fields.put("from", Str.of(op.from()));
            }
            Value value = op.value();
            if (value != null) {
                fields.put("value", value);
            }
            list.add(Obj.of(fields));
        }
        return list.build();
    }
}

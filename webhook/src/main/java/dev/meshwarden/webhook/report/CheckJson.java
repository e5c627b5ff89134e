package dev.meshwarden.webhook.report;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.decision.JudgedViolation;
import dev.meshwarden.policy.decision.PatchRecord;
import dev.meshwarden.policy.decision.UncheckedClause;
import dev.meshwarden.policy.patch.Patch;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code check --format json}: one document; fields may be added, a meaning never changes. */
public final class CheckJson {
    private CheckJson() {}

    public static String print(CheckReport report) {
        Obj summary =
                Obj.of(
                        Map.of(
                                "files", Num.of(report.files()),
                                "objects", Num.of(report.judged().size()),
                                "allowed", Num.of(report.allowed()),
                                "denied", Num.of(report.denied()),
                                "warned", Num.of(report.warned()),
                                "errors", Num.of(report.errors()),
                                "policyRevision", Str.of(report.policyRevision()),
                                "profile", Str.of(report.profile())));
        Array results = Array.ofList(report.rows().stream().map(CheckJson::row).toList());
        return JsonWriter.toPrettyJson(Obj.of("summary", summary).with("results", results));
    }

    private static Value row(CheckReport.Row row) {
        return switch (row) {
            case CheckReport.Row.Judged judged -> judged(judged);
            case CheckReport.Row.Skipped(var source, var note) ->
                    Obj.of(Map.of("source", Str.of(source), "skipped", Str.of(note)));
            case CheckReport.Row.Unreadable(var source, var diagnostics) ->
                    Obj.of(
                            Map.of(
                                    "source",
                                    Str.of(source),
                                    "errors",
                                    Array.ofList(
                                            diagnostics.stream().map(CheckJson::error).toList())));
        };
    }

    private static Obj error(Diagnostic diagnostic) {
        return Obj.of(
                Map.of(
                        "code", Str.of(diagnostic.code().text()),
                        "message", Str.of(diagnostic.message()),
                        "line", Num.of(diagnostic.at().row()),
                        "column", Num.of(diagnostic.at().column())));
    }

    private static Obj judged(CheckReport.Row.Judged row) {
        Review review = row.review();
        Decision decision = row.decision();
        Map<String, Value> fields = new TreeMap<>();
        fields.put("source", Str.of(row.source()));
        fields.put("apiVersion", Str.of(review.gvk().apiVersion()));
        fields.put("kind", Str.of(review.gvk().kind()));
        fields.put("namespace", Str.of(review.namespace()));
        fields.put("name", Str.of(review.name()));
        fields.put("operation", Str.of(review.operation().name()));
        fields.put("allowed", Bool.of(decision.allowed()));
        fields.put("verdict", Str.of(decision.verdict().text()));
        fields.put(
                "violations",
                Array.ofList(decision.violations().stream().map(v -> violation(row, v)).toList()));
        fields.put(
                "unchecked",
                Array.ofList(decision.unchecked().stream().map(CheckJson::unchecked).toList()));
        List<Patch.Op> ops =
                row.mutation().isPresent()
                        ? row.mutation().get().patchOps()
                        : decision.patches().stream()
                                .filter(p -> p.fate() == PatchRecord.Fate.PROPOSED)
                                .flatMap(p -> p.patch().ops().stream())
                                .toList();
        fields.put("patch", Array.ofList(ops.stream().map(Patch.Op::asValue).toList()));
        return Obj.of(fields);
    }

    private static Obj violation(CheckReport.Row.Judged row, JudgedViolation found) {
        var violation = found.violation();
        Map<String, Value> fields = new TreeMap<>();
        fields.put("rule", Str.of(violation.rule()));
        fields.put("clause", Str.of(violation.clause()));
        fields.put("severity", Str.of(violation.severity().text()));
        fields.put("action", Str.of(found.action().text()));
        fields.put("message", Str.of(violation.message()));
        fields.put("fix", Str.of(violation.fix()));
        fields.put("path", Str.of(violation.path()));
        fields.put("details", violation.details());
        fields.put("policy", Str.of(found.constraint()));
        if (found.isExempted()) {
            fields.put("exemption", Str.of(found.exemption()));
        }
        row.place()
                .apply(violation.path())
                .ifPresent(place ->
                        fields.put(
                                "location",
                                Obj.of(
                                        Map.of(
                                                "line", Num.of(place.row()),
                                                "column", Num.of(place.column())))));
        return Obj.of(fields);
    }

    private static Obj unchecked(UncheckedClause clause) {
        Map<String, Value> fields = new TreeMap<>();
        fields.put("rule", Str.of(clause.rule()));
        fields.put("clause", Str.of(clause.clause()));
        fields.put("reason", Str.of(clause.reason().text()));
        if (clause.isError()) {
            fields.put("action", Str.of(clause.action().text()));
            fields.put("message", Str.of(clause.line()));
        } else if (clause.action() != EnforcementAction.OFF) {
            fields.put("action", Str.of(clause.action().text()));
        }
        return Obj.of(fields);
    }
}

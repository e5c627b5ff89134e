package dev.meshwarden.webhook.report;

import dev.meshwarden.rego.tester.ComplianceReport;
import dev.meshwarden.rego.tester.ComplianceReport.Count;
import dev.meshwarden.rego.tester.ComplianceReport.Failure;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.util.List;
import java.util.Map;

/** Compliance for programs. */
public final class ComplianceJson {
    private ComplianceJson() {}

    public static String of(ComplianceReport report) {
        Obj.Builder categories = Obj.builder();
        report.categories().forEach((name, count) -> categories.put(name, count(count)));
        return JsonWriter.toPrettyJson(
                        Obj.of(
                                Map.of(
                                        "total", count(report.total()),
                                        "errorTexts", count(report.errorTexts()),
                                        "categories", categories.build(),
                                        "failures", failures(report.failures()),
                                        "otherTexts", failures(report.otherTexts()))))
                + "\n";
    }

    private static Obj count(Count count) {
        return Obj.of(Map.of("passed", Num.of(count.passed()), "total", Num.of(count.total())));
    }

    private static Array failures(List<Failure> failures) {
        return Array.ofList(
                failures.stream()
                        .map(f ->
                                Obj.of(
                                        Map.of(
                                                "file", Str.of(f.of().file()),
                                                "index", Num.of(f.of().index()),
                                                "note", Str.of(f.of().note()),
                                                "reason", Str.of(f.reason()))))
                        .toList());
    }
}

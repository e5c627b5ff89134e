package dev.meshwarden.webhook.report;

import dev.meshwarden.rego.tester.ComplianceReport;
import dev.meshwarden.rego.tester.ComplianceReport.Failure;

/** Compliance for people: each failure, each category, error texts, and the grand total as the last line. */
public final class ComplianceText {
    private ComplianceText() {}

    public static String of(ComplianceReport report) {
        var out = new StringBuilder();
        for (Failure f : report.failures()) {
            out.append("FAIL ").append(f.of().key()).append("  ").append(f.of().note());
            out.append("\n    ").append(f.reason()).append('\n');
        }
        report.categories()
                .forEach((category, count) -> out.append("%9s  %s%n".formatted(count, category)));
        out.append("error texts ").append(report.errorTexts()).append('\n');
        return out.append(report.total()).append('\n').toString();
    }
}

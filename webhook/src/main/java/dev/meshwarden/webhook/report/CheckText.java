package dev.meshwarden.webhook.report;

import dev.meshwarden.policy.decision.JudgedViolation;
import dev.meshwarden.policy.decision.UncheckedClause;
import dev.meshwarden.policy.patch.Patch;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Unchecked;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.value.JsonWriter;

import java.util.ArrayList;
import java.util.List;

/** {@code check --format text}: for people; what is denied and warned of, with its place, and a last line that sums up. */
public final class CheckText {
    private final CheckReport report;
    private final Colours colours;
    private final StringBuilder out = new StringBuilder();

    private CheckText(CheckReport report, Colours colours) {
        this.report = report;
        this.colours = colours;
    }

    public static String print(CheckReport report, Colours colours) {
        return new CheckText(report, colours).print();
    }

    private String print() {
        for (CheckReport.Row row : report.rows()) {
            switch (row) {
                case CheckReport.Row.Judged judged -> judged(judged);
                case CheckReport.Row.Skipped(var source, var note) ->
                        line(source + ": skipped: " + note);
                case CheckReport.Row.Unreadable(_, var diagnostics) ->
                        diagnostics.stream().map(Diagnostic::line).forEach(this::line);
            }
        }
        line(summary());
        return out.toString();
    }

    private void judged(CheckReport.Row.Judged row) {
        for (JudgedViolation found : row.decision().violations()) {
            violation(row, found);
        }
        for (UncheckedClause broken : row.decision().unchecked()) {
            if (broken.isError()) {
                line(
                        row.file()
                                + "  "
                                + action(broken.action())
                                + "  "
                                + subject(row.review())
                                + "\n    "
                                + broken.line());
            }
        }
        row.mutation()
                .ifPresent(mutation -> {
                    if (!mutation.patchOps().isEmpty()) {
                        line(row.file() + "  PATCH  " + subject(row.review()));
                        for (Patch.Op op : mutation.patchOps()) {
                            line("    " + JsonWriter.toJson(op.asValue()));
                        }
                    }
                });
    }

    private void violation(CheckReport.Row.Judged row, JudgedViolation found) {
        var violation = found.violation();
        String place =
                row.place()
                        .apply(violation.path())
                        .map(p -> row.file() + ":" + p.row() + ":" + p.column())
                        .orElse(row.file());
        String clause = violation.clause().isEmpty() ? "" : "/" + violation.clause();
        line(
                colours.bold(place)
                        + "  "
                        + action(found.action())
                        + "  "
                        + violation.rule()
                        + clause
                        + "  "
                        + subject(row.review()));
        line("    " + violation.message());
        if (found.isExempted()) {
            line("    Exempted by " + found.exemption() + ".");
        } else {
            String fix = violation.fix().isEmpty() ? "" : "Fix: " + violation.fix() + "   ";
            line("    " + fix + "More: meshwarden explain " + violation.rule());
        }
    }

    private String action(EnforcementAction action) {
        return switch (action) {
            case DENY -> colours.red("DENY");
            case WARN -> colours.yellow("WARN");
            case AUDIT -> "AUDIT";
            case OFF -> "OFF";
        };
    }

    private static String subject(Review review) {
        String name = review.name().isEmpty() ? "(unnamed)" : review.name();
        return review.gvk().kind()
                + " "
                + (review.namespace().isEmpty() ? name : review.namespace() + "/" + name);
    }

    private String summary() {
        long objects = report.judged().size();
        String text =
                count(objects, "object")
                        + " in "
                        + count(report.files(), "file")
                        + ": "
                        + report.denied()
                        + " denied, "
                        + report.warned()
                        + " warned, "
                        + report.allowed()
                        + " allowed.";
        String unread = report.errors() == 0 ? "" : " " + report.errors() + " could not be read.";
        return (report.denied() > 0 ? colours.red(text) : text) + unread + unchecked();
    }

    /** What could not be judged, by what it would take. */
    private String unchecked() {
        long mesh = 0;
        long user = 0;
        long setting = 0;
        for (CheckReport.Row.Judged row : report.judged()) {
            for (UncheckedClause clause : row.decision().unchecked()) {
                switch (clause.reason()) {
                    case Unchecked.NeedsMesh _ -> mesh++;
                    case Unchecked.NeedsUser _ -> user++;
                    case Unchecked.NeedsSetting _ -> setting++;
                    case Unchecked.Failed _, Unchecked.Halted _ -> {
                        // told where it happened
                    }
                }
            }
        }
        List<String> parts = new ArrayList<>();
        if (mesh > 0) {
            parts.add(
                    count(mesh, "check")
                            + " need"
                            + (mesh == 1 ? "s" : "")
                            + " the mesh (--context)");
        }
        if (user > 0) {
            parts.add(user + " a user (--user)");
        }
        if (setting > 0) {
            parts.add(setting + " a setting (--profile)");
        }
        return parts.isEmpty() ? "" : " " + String.join(", ", parts) + ".";
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}

package dev.meshwarden.webhook.report;

import dev.meshwarden.policy.decision.Decider;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Rules;
import dev.meshwarden.rego.value.JsonWriter;

import java.util.stream.Collectors;

/** Rules for people: a line each, or one whole. */
public final class RuleText {
    private RuleText() {}

    public static String list(Decider decider, Colours colours) {
        int widest = decider.rules().ids().stream().mapToInt(String::length).max().orElse(0);
        var out = new StringBuilder();
        for (Rules.Entry entry : decider.rules().all()) {
            RuleDoc doc = entry.doc();
            out.append(colours.bold(doc.id()))
                    .append(" ".repeat(widest - doc.id().length() + 2))
                    .append("%-9s".formatted(doc.severity().text()))
                    .append("%-6s".formatted(decider.standingAction(doc.id()).text()))
                    .append(doc.title())
                    .append('\n');
        }
        out.append(decider.rules().ids().size())
                .append(" rules under profile ")
                .append(decider.profile().name())
                .append(". More: meshwarden explain ID\n");
        return out.toString();
    }

    public static String one(Decider decider, RuleDoc doc, Colours colours) {
        var out = new StringBuilder();
        out.append(colours.bold(doc.id() + "  " + doc.title())).append("\n\n");
        field(out, "Looks for", doc.looksFor());
        field(out, "Fix", doc.fix());
        field(out, "Severity", doc.severity().text());
        field(
                out,
                "Action",
                decider.standingAction(doc.id()).text()
                        + " under profile "
                        + decider.profile().name());
        field(
                out,
                "Asked about",
                doc.kinds().stream()
                        .map(k -> String.join(", ", k.kinds()) + " of " + groups(k))
                        .collect(Collectors.joining("; ")));
        field(
                out,
                "Operations",
                doc.operations().stream()
                        .sorted()
                        .map(Enum::name)
                        .collect(Collectors.joining(", ")));
        for (RuleDoc.Clause clause : doc.clauses()) {
            field(out, "Clause " + clause.letter(), clause.action().text() + needs(clause.needs()));
        }
        if (!doc.needs().isEmpty()) {
            field(out, "Needs", needs(doc.needs()).strip());
        }
        if (doc.parameters().size() > 0) {
            field(out, "Parameters", JsonWriter.toJson(doc.parameters()));
        }
        if (!doc.page().isEmpty()) {
            out.append('\n').append(doc.page().strip()).append('\n');
        }
        return out.toString();
    }

    private static String groups(RuleDoc.KindMatch match) {
        return match.apiGroups().stream()
                .map(g -> g.isEmpty() ? "core" : g)
                .collect(Collectors.joining(", "));
    }

    private static String needs(java.util.List<RuleDoc.Need> needs) {
        return needs.isEmpty()
                ? ""
                : needs.stream()
                        .map(RuleText::need)
                        .collect(Collectors.joining(", ", "  needs ", ""));
    }

    static String need(RuleDoc.Need need) {
        return switch (need) {
            case RuleDoc.Need.Mesh _ -> "mesh";
            case RuleDoc.Need.User _ -> "user";
            case RuleDoc.Need.Setting(var name) -> "setting " + name;
        };
    }

    private static void field(StringBuilder out, String name, String text) {
        if (!text.isEmpty()) {
            out.append("%-13s".formatted(name)).append(text).append('\n');
        }
    }
}

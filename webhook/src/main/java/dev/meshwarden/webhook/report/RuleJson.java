package dev.meshwarden.webhook.report;

import dev.meshwarden.policy.decision.Decider;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Rules for programs. */
public final class RuleJson {
    private RuleJson() {}

    public static String list(Decider decider) {
        List<Obj> all =
                decider.rules().all().stream().map(e -> rule(decider, e.doc(), false)).toList();
        return JsonWriter.toPrettyJson(
                        Obj.of(
                                Map.of(
                                        "profile", Str.of(decider.profile().name()),
                                        "policyRevision", Str.of(decider.policyRevision()),
                                        "rules", Array.ofList(all))))
                + "\n";
    }

    public static String one(Decider decider, RuleDoc doc) {
        return JsonWriter.toPrettyJson(rule(decider, doc, true)) + "\n";
    }

    private static Obj rule(Decider decider, RuleDoc doc, boolean whole) {
        Map<String, Value> fields = new TreeMap<>();
        fields.put("id", Str.of(doc.id()));
        fields.put("title", Str.of(doc.title()));
        fields.put("looksFor", Str.of(doc.looksFor()));
        fields.put("fix", Str.of(doc.fix()));
        fields.put("severity", Str.of(doc.severity().text()));
        fields.put("action", Str.of(decider.standingAction(doc.id()).text()));
        fields.put(
                "kinds",
                Array.ofList(
                        doc.kinds().stream()
                                .map(k ->
                                        Obj.of(
                                                Map.of(
                                                        "apiGroups",
                                                        texts(k.apiGroups().stream()),
                                                        "kinds",
                                                        texts(k.kinds().stream()))))
                                .toList()));
        fields.put("operations", texts(doc.operations().stream().sorted().map(Enum::name)));
        fields.put(
                "clauses",
                Array.ofList(
                        doc.clauses().stream()
                                .map(c ->
                                        Obj.of(
                                                Map.of(
                                                        "letter", Str.of(c.letter()),
                                                        "action", Str.of(c.action().text()),
                                                        "needs", needs(c.needs()))))
                                .toList()));
        fields.put("needs", needs(doc.needs()));
        fields.put("parameters", doc.parameters());
        if (whole) {
            fields.put("page", Str.of(doc.page()));
        }
        return Obj.of(fields);
    }

    private static Array needs(List<RuleDoc.Need> needs) {
        return texts(needs.stream().map(RuleText::need));
    }

    private static Array texts(Stream<String> all) {
        return Array.ofList(all.map(Str::of).toList());
    }
}

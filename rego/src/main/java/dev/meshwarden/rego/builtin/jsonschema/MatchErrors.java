package dev.meshwarden.rego.builtin.jsonschema;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Failures as gojsonschema lists them: each combination of schemas has its own line, and of alternatives only the one that came
 * closest is shown.
 */
final class MatchErrors {
    private static final String ROOT = "(Root)";

    private final Set<Obj> lines = new LinkedHashSet<>();

    private MatchErrors() {}

    static Array of(List<SchemaFailure> failures) {
        var errors = new MatchErrors();
        errors.addAll(failures, 0);
        return Array.ofList(List.copyOf(errors.lines));
    }

    private void addAll(List<SchemaFailure> failures, int from) {
        Map<List<String>, List<SchemaFailure>> groups = new LinkedHashMap<>();
        for (SchemaFailure failure : FailureOrder.sorted(failures)) {
            int place = SchemaPath.combining(failure.path(), from);
            if (place < 0) {
                String field = field(failure.at());
                FailureText.of(failure, field).forEach(text -> add(text, field));
                continue;
            }
            List<String> key = new ArrayList<>(failure.path().subList(0, place + 1));
            key.add("\0");
            key.addAll(document(failure, place));
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(failure);
        }
        groups.forEach((key, members) -> addGroup(members, key.indexOf("\0") - 1));
    }

    /** Where in the document the schemas were combined. */
    private static List<String> document(SchemaFailure failure, int place) {
        int inner = SchemaPath.steps(failure.path(), place);
        return failure.at().subList(0, Math.max(0, failure.at().size() - inner));
    }

    private void addGroup(List<SchemaFailure> members, int place) {
        String field = field(document(members.getFirst(), place));
        switch (members.getFirst().path().get(place)) {
            case "anyOf" -> {
                add(FailureText.ANY_OF, field);
                addAll(closest(members, place), place + 2);
            }
            case "oneOf" -> {
                add(FailureText.ONE_OF, field);
                addAll(closest(members, place), place + 2);
            }
            case "allOf" -> {
                addAll(members, place + 2);
                add(FailureText.ALL_OF, field);
            }
            case "then" -> {
                add(FailureText.THEN, field);
                addAll(members, place + 1);
            }
            case String _ -> {
                add(FailureText.ELSE, field);
                addAll(members, place + 1);
            }
        }
    }

    /**
     * The alternative for documents of this type with the fewest failures, the first of equals; none for a failure of the combination
     * as such.
     */
    private static List<SchemaFailure> closest(List<SchemaFailure> members, int place) {
        Map<String, List<SchemaFailure>> alternatives = new LinkedHashMap<>();
        for (SchemaFailure member : members) {
            if (member.path().size() > place + 1) {
                alternatives
                        .computeIfAbsent(member.path().get(place + 1), _ -> new ArrayList<>())
                        .add(member);
            }
        }
        List<SchemaFailure> best = List.of();
        for (List<SchemaFailure> alternative : alternatives.values()) {
            if (best.isEmpty() || distance(alternative, place) < distance(best, place)) {
                best = alternative;
            }
        }
        return best;
    }

    private static int distance(List<SchemaFailure> alternative, int place) {
        boolean otherType =
                alternative.stream()
                        .anyMatch(f -> f.keyword().equals("type") && f.path().size() == place + 3);
        return alternative.size() + (otherType ? 1_000 : 0);
    }

    private static String field(List<String> at) {
        return at.isEmpty() ? ROOT : String.join(".", at);
    }

    private void add(FailureText text, String field) {
        lines.add(
                Obj.builder()
                        .put("error", field + ": " + text.description())
                        .put("type", text.type())
                        .put("field", field)
                        .put("desc", text.description())
                        .build());
    }
}

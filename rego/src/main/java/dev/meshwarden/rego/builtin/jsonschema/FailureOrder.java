package dev.meshwarden.rego.builtin.jsonschema;

import dev.meshwarden.rego.value.Obj;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Failures of one schema at one place in the order in which gojsonschema looks at keywords. */
final class FailureOrder {
    private static final List<String> KEYWORDS =
            List.of(
                    "minProperties",
                    "maxProperties",
                    "required",
                    "additionalProperties",
                    "propertyNames",
                    "minItems",
                    "maxItems",
                    "uniqueItems",
                    "contains",
                    "multipleOf",
                    "maximum",
                    "exclusiveMaximum",
                    "minimum",
                    "exclusiveMinimum",
                    "const",
                    "enum",
                    "format",
                    "minLength",
                    "maxLength",
                    "pattern");

    private FailureOrder() {}

    static List<SchemaFailure> sorted(List<SchemaFailure> failures) {
        List<SchemaFailure> sorted = objectsFirst(failures);
        int from = 0;
        while (from < sorted.size()) {
            int to = from + 1;
            while (to < sorted.size() && together(sorted.get(from), sorted.get(to))) {
                to++;
            }
            sorted.subList(from, to)
                    .sort(Comparator.comparingInt(f -> KEYWORDS.indexOf(f.keyword())));
            from = to;
        }
        return sorted;
    }

    /** What an object itself fails comes before what its members fail. */
    private static List<SchemaFailure> objectsFirst(List<SchemaFailure> failures) {
        List<SchemaFailure> ordered = new ArrayList<>();
        for (SchemaFailure failure : failures) {
            int to = ordered.size();
            while (failure.instance() instanceof Obj
                    && to > 0
                    && isBelow(ordered.get(to - 1).at(), failure.at())) {
                to--;
            }
            ordered.add(to, failure);
        }
        return ordered;
    }

    private static boolean isBelow(List<String> place, List<String> above) {
        return place.size() > above.size() && place.subList(0, above.size()).equals(above);
    }

    private static boolean together(SchemaFailure a, SchemaFailure b) {
        return a.at().equals(b.at()) && parent(a).equals(parent(b));
    }

    private static List<String> parent(SchemaFailure failure) {
        return failure.path().subList(0, Math.max(0, failure.path().size() - 1));
    }
}

package dev.meshwarden.rego.builtin.jsonschema;

import java.util.List;
import java.util.Set;

/** Reads evaluation paths, in which keywords and names of properties stand in one row. */
final class SchemaPath {
    private static final Set<String> COMBINING = Set.of("anyOf", "oneOf", "allOf");
    private static final Set<String> CONDITIONAL = Set.of("then", "else");
    private static final Set<String> NAMED =
            Set.of("properties", "patternProperties", "dependencies");
    private static final Set<String> STEPPING =
            Set.of(
                    "properties",
                    "patternProperties",
                    "additionalProperties",
                    "items",
                    "additionalItems",
                    "contains");

    private SchemaPath() {}

    /** Place of the first keyword from there on that combines schemas; -1 for none. */
    static int combining(List<String> path, int from) {
        for (int i = from; i < path.size(); i = next(path, i)) {
            boolean last = i == path.size() - 1;
            String keyword = path.get(i);
            if (COMBINING.contains(keyword) || (CONDITIONAL.contains(keyword) && !last)) {
                return i;
            }
        }
        return -1;
    }

    /** How many steps into the document the path takes from there on. */
    static int steps(List<String> path, int from) {
        int steps = 0;
        for (int i = from; i < path.size(); i = next(path, i)) {
            boolean last = next(path, i) >= path.size();
            steps += STEPPING.contains(path.get(i)) && !last ? 1 : 0;
        }
        return steps;
    }

    /** Place behind a keyword and the name or number that belongs to it. */
    private static int next(List<String> path, int i) {
        String keyword = path.get(i);
        boolean pair = NAMED.contains(keyword) || COMBINING.contains(keyword);
        boolean tuple = keyword.equals("items") && i + 1 < path.size() && isNumber(path.get(i + 1));
        return i + (pair || tuple ? 2 : 1);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}

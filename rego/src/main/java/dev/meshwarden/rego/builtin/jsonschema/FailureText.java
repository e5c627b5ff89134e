package dev.meshwarden.rego.builtin.jsonschema;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.GoFloat;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One failure in gojsonschema's words, which are OPA's answer. */
record FailureText(String type, String description) {
    static final FailureText ANY_OF =
            new FailureText("number_any_of", "Must validate at least one schema (anyOf)");
    static final FailureText ONE_OF =
            new FailureText("number_one_of", "Must validate one and only one schema (oneOf)");
    static final FailureText ALL_OF =
            new FailureText("number_all_of", "Must validate all the schemas (allOf)");
    static final FailureText THEN =
            new FailureText("condition_then", "Must validate \"then\" as \"if\" was valid");
    static final FailureText ELSE =
            new FailureText("condition_else", "Must validate \"else\" as \"if\" was not valid");

    /** Nearly always one; several where one keyword fails in several ways. */
    static List<FailureText> of(SchemaFailure failure, String field) {
        Value schema = failure.schema();
        return switch (failure.keyword()) {
            case "uniqueItems" -> duplicates(failure.instance());
            case "dependencies" -> missing(failure);
            case String keyword -> List.of(of(keyword, failure, schema, field));
        };
    }

    private static FailureText of(
            String keyword, SchemaFailure failure, Value schema, String field) {
        return switch (keyword) {
            case "false" -> new FailureText("false", "False always fails validation");
            case "type" ->
                    new FailureText(
                            "invalid_type",
                            "Invalid type. Expected: "
                                    + types(schema)
                                    + ", given: "
                                    + type(failure.instance()));
            case "required" -> new FailureText("required", failure.property() + " is required");
            case "additionalProperties" ->
                    new FailureText(
                            "additional_property_not_allowed",
                            "Additional property " + failure.property() + " is not allowed");
            case "enum" ->
                    new FailureText(
                            "enum", field + " must be one of the following: " + listed(schema));
            case "const" ->
                    new FailureText(
                            "const", field + " does not match: " + JsonWriter.toGoJson(schema));
            case "minimum" -> bound("number_gte", "greater than or equal to ", schema);
            case "exclusiveMinimum" -> bound("number_gt", "greater than ", schema);
            case "maximum" -> bound("number_lte", "less than or equal to ", schema);
            case "exclusiveMaximum" -> bound("number_lt", "less than ", schema);
            case "multipleOf" -> bound("multiple_of", "a multiple of ", schema);
            case "minLength" ->
                    new FailureText(
                            "string_gte",
                            "String length must be greater than or equal to " + schema);
            case "maxLength" ->
                    new FailureText(
                            "string_lte", "String length must be less than or equal to " + schema);
            case "minItems" ->
                    new FailureText(
                            "array_min_items", "Array must have at least " + schema + " items");
            case "maxItems" ->
                    new FailureText(
                            "array_max_items", "Array must have at most " + schema + " items");
            case "minProperties" ->
                    new FailureText(
                            "array_min_properties", "Must have at least " + schema + " properties");
            case "maxProperties" ->
                    new FailureText(
                            "array_max_properties", "Must have at most " + schema + " properties");
            case "pattern" ->
                    new FailureText("pattern", "Does not match pattern '" + text(schema) + "'");
            case "format" ->
                    new FailureText("format", "Does not match format '" + text(schema) + "'");
            case "contains" -> new FailureText("contains", "At least one of the items must match");
            case "additionalItems" ->
                    new FailureText(
                            "array_no_additional_items", "No additional items allowed on array");
            case "propertyNames" ->
                    new FailureText(
                            "invalid_property_name",
                            "Property name of \"" + failure.property() + "\" does not match");
            case "not" -> new FailureText("number_not", "Must not validate the schema (not)");
            case String other -> new FailureText(other, "Does not hold: " + other);
        };
    }

    private static FailureText bound(String type, String words, Value limit) {
        String number = limit instanceof Num n ? GoFloat.general(n.doubleValue()) : "";
        return new FailureText(type, "Must be " + words + number);
    }

    private static String text(Value value) {
        return value instanceof Str s ? s.text() : String.valueOf(value);
    }

    private static String types(Value wanted) {
        return wanted instanceof Array several
                ? several.asList().stream()
                        .map(FailureText::text)
                        .collect(Collectors.joining(",", "[", "]"))
                : text(wanted);
    }

    private static String type(Value value) {
        return value instanceof Num n && n.isInteger() ? "integer" : value.typeName();
    }

    private static String listed(Value values) {
        return values instanceof Array several
                ? several.asList().stream()
                        .map(JsonWriter::toGoJson)
                        .collect(Collectors.joining(", "))
                : "";
    }

    private static List<FailureText> duplicates(Value instance) {
        List<FailureText> found = new ArrayList<>();
        Map<Value, Integer> last = new HashMap<>();
        if (instance instanceof Array items) {
            for (int j = 0; j < items.size(); j++) {
                Integer i = last.put(items.at(j), j);
                if (i != null) {
                    found.add(
                            new FailureText(
                                    "unique", "array items[" + i + "," + j + "] must be unique"));
                }
            }
        }
        return found;
    }

    private static List<FailureText> missing(SchemaFailure failure) {
        List<FailureText> found = new ArrayList<>();
        if (failure.schema() instanceof Obj all
                && all.get(failure.property()) instanceof Array needed
                && failure.instance() instanceof Obj there) {
            for (Value name : needed) {
                if (!there.containsKey(name)) {
                    found.add(
                            new FailureText(
                                    "missing_dependency", "Has a dependency on " + text(name)));
                }
            }
        }
        return found;
    }
}

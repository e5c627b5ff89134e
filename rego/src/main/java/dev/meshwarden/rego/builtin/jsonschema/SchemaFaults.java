package dev.meshwarden.rego.builtin.jsonschema;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Str;

import java.util.Optional;
import java.util.Set;

/** What is wrong with a schema, in gojsonschema's words, from a failure of the schema against its own schema. */
final class SchemaFaults {
    private static final Set<String> STRINGS =
            Set.of("title", "description", "$id", "id", "$ref", "$schema", "format", "pattern");
    private static final Set<String> COUNTS =
            Set.of(
                    "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "minProperties",
                    "maxProperties");
    private static final Set<String> ARRAYS = Set.of("required", "enum", "anyOf", "oneOf", "allOf");
    private static final Set<String> BOUNDS =
            Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");

    private SchemaFaults() {}

    /** Empty for what gojsonschema does not mind. */
    static Optional<String> of(SchemaFailure failure) {
        if (failure.keyword().equals("minItems") || failure.keyword().equals("format")) {
            return Optional.empty(); // it takes empty lists, and patterns are compiled anyway
        }
        int last = failure.at().size() - 1;
        String key = last < 0 ? "" : failure.at().get(last);
        boolean member = !key.isEmpty() && key.chars().allMatch(c -> c >= '0' && c <= '9');
        String list = member && last > 0 ? failure.at().get(last - 1) : "";
        if (key.equals("type") || list.equals("type")) {
            return type(failure);
        }
        if (failure.keyword().equals("propertyNames")) {
            return Optional.of("Invalid regex pattern '" + failure.property() + "'");
        }
        if (list.equals("required")) {
            return Optional.of(invalid("string", "required"));
        }
        return Optional.of(
                switch (failure.keyword()) {
                    case "type" -> kind(key);
                    case "uniqueItems" -> key + " items must be unique";
                    case "minimum" -> key + " must be greater than or equal to 0";
                    case "exclusiveMinimum" -> key + " must be strictly greater than 0";
                    case String _ -> "Expected: Valid Schema, given: Invalid JSON";
                });
    }

    /** The own schema fails twice, once for each form a type may have: what says more is taken. */
    private static Optional<String> type(SchemaFailure failure) {
        return switch (failure.keyword()) {
            case "uniqueItems" -> Optional.of("string type is duplicated");
            case "enum" ->
                    failure.instance() instanceof Str given
                            ? Optional.of(
                                    "has a primitive type that is NOT VALID -- given: /"
                                            + given.text()
                                            + "/ Expected valid values are:[array boolean integer"
                                            + " number null object string]")
                            : Optional.empty();
            case String _ ->
                    failure.instance() instanceof Array || failure.instance() instanceof Str
                            ? Optional.empty()
                            : Optional.of(invalid("type", "string/Array Of Strings"));
        };
    }

    private static String kind(String key) {
        if (STRINGS.contains(key)) {
            return invalid("string", key);
        } else if (COUNTS.contains(key)) {
            return key + " must be of an integer";
        } else if (ARRAYS.contains(key)) {
            return key + " must be of an array";
        } else if (BOUNDS.contains(key)) {
            return key + " must be of a Number";
        }
        return switch (key) {
            case "not", "if", "then", "else" -> key + " must be of an object";
            case "uniqueItems" -> key + " must be of a boolean";
            case "multipleOf" -> invalid("Number", key);
            case "properties" -> "Properties must be of type object";
            case "patternProperties", "dependencies" -> key + " must be of type object";
            case "items" -> invalid("Valid Schema/Array Of Schemas", key);
            case "additionalProperties" -> invalid("boolean/Valid Schema", key);
            case "definitions" -> invalid("Array Of Schemas", key);
            case String _ -> "Expected: Valid Schema, given: Invalid JSON";
        };
    }

    private static String invalid(String expected, String given) {
        return "Invalid type. Expected: " + expected + ", given: " + given;
    }
}

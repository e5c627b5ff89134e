package dev.meshwarden.rego.builtin.jsonschema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;

import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * One keyword that does not hold.
 *
 * @param at where in the document, step by step
 * @param path how the schema was walked, keyword and name by keyword and name; the last is the keyword
 * @param schema the keyword's value
 * @param instance what it does not hold for
 * @param property the property it is about; empty where it is about none
 */
record SchemaFailure(
        String keyword,
        List<String> at,
        List<String> path,
        Value schema,
        Value instance,
        String property) {
    static SchemaFailure of(Error error) {
        String property = error.getProperty();
        return new SchemaFailure(
                error.getKeyword(),
                steps(error.getInstanceLocation()),
                steps(error.getEvaluationPath()),
                json(error.getSchemaNode()),
                json(error.getInstanceNode()),
                property == null ? "" : property);
    }

    private static Value json(Object node) {
        return JsonReader.read(String.valueOf(node));
    }

    private static List<String> steps(NodePath path) {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < path.getNameCount(); i++) {
            steps.add(String.valueOf(path.getElement(i)));
        }
        return steps;
    }
}

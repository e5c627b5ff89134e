package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules of operations and their variables. */
final class OperationRules {
    private final QueryState state;
    private final Overlaps overlaps;
    private final Set<String> names = new HashSet<>();

    OperationRules(QueryState state, Overlaps overlaps) {
        this.state = state;
        this.overlaps = overlaps;
    }

    void variable(Obj variable) {
        String type = TypeRef.of(variable).name();
        if (state.schema.type(type) == null) {
            state.report("Unknown type \"" + type + "\".", variable);
        }
    }

    void operation(Obj operation) {
        String kind = Nodes.text(operation, "Operation");
        String name = Nodes.text(operation, "Name");
        TypeDefinition root = state.schema.root(kind);
        if (root == null) {
            state.report("Schema does not support operation type \"" + kind + "\"", operation);
        }
        if (name.isEmpty() && Nodes.list(state.document, "Operations").size() > 1) {
            state.report("This anonymous operation must be the only defined operation.", operation);
        }
        List<Obj> variables = Nodes.list(operation, "VariableDefinitions");
        unused(variables, name);
        overlaps.check(root, operation);
        if (kind.equals("subscription") && root != null) {
            subscription(operation, name);
        }
        if (!names.add(name)) {
            state.report("There can be only one operation named \"" + name + "\".", operation);
        }
        variables(variables);
    }

    private void unused(List<Obj> variables, String operation) {
        for (Obj variable : variables) {
            String name = Nodes.text(variable, "Variable");
            if (!state.usedVariables.contains(name)) {
                String where = operation.isEmpty() ? "." : " in operation \"" + operation + "\".";
                state.report("Variable \"$" + name + "\" is never used" + where, variable);
            }
        }
    }

    private void variables(List<Obj> variables) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (Obj variable : variables) {
            String name = Nodes.text(variable, "Variable");
            if (!seen.add(name) && twice.add(name)) {
                state.report("There can be only one variable named \"$" + name + "\".", variable);
            }
        }
        for (Obj variable : variables) {
            TypeRef reference = TypeRef.of(variable);
            TypeDefinition type = state.schema.type(reference.name());
            if (type != null && !type.isInput()) {
                state.report(
                        "Variable \"$"
                                + Nodes.text(variable, "Variable")
                                + "\" cannot be non-input type \""
                                + reference
                                + "\".",
                        variable);
            }
        }
    }

    private void subscription(Obj operation, String name) {
        Map<String, Obj> fields = new LinkedHashMap<>();
        topFields(operation, fields, new HashSet<>());
        String subject = name.isEmpty() ? "Anonymous Subscription" : "Subscription " + Str.of(name);
        List<Obj> found = new ArrayList<>(fields.values());
        if (found.size() > 1) {
            state.report(subject + " must select only one top level field.", found.get(1));
        }
        fields.forEach((field, node) -> {
            if (field.startsWith("__")) {
                state.report(subject + " must not select an introspection top level field.", node);
            }
        });
    }

    private void topFields(Obj owner, Map<String, Obj> fields, Set<String> visited) {
        for (Obj selection : Nodes.list(owner, "SelectionSet")) {
            if (Selections.isField(selection)) {
                fields.putIfAbsent(Nodes.text(selection, "Name"), selection);
            } else if (Selections.isInlineFragment(selection)) {
                topFields(selection, fields, visited);
            } else {
                Obj fragment = state.fragment(selection);
                if (fragment != null && visited.add(Nodes.text(fragment, "Name"))) {
                    topFields(fragment, fields, visited);
                }
            }
        }
    }
}

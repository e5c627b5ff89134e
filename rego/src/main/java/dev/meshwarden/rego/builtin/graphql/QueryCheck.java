package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.value.Obj;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Walks a query along a schema and lets the rules look at what it meets, in gqlparser's order. Each fragment is walked once in every
 * operation that spreads it, and once for itself.
 */
final class QueryCheck {
    private final QueryState state;
    private final OperationRules operations;
    private final FieldRules fields;
    private final FragmentRules fragments;
    private final DirectiveRules directives;
    private final ValueRules values;
    private Set<String> walked = new HashSet<>();

    private QueryCheck(QueryState state) {
        this.state = state;
        var overlaps = new Overlaps(state);
        this.operations = new OperationRules(state, overlaps);
        this.fields = new FieldRules(state, overlaps);
        this.fragments = new FragmentRules(state, overlaps);
        this.directives = new DirectiveRules(state);
        this.values = new ValueRules(state);
    }

    /** Throws {@link BuiltinError} with all that is wrong, worded as OPA words it. */
    static void check(Budget budget, SchemaModel schema, Obj document) {
        var state = new QueryState(budget, schema, document);
        new QueryCheck(state).walk();
        List<GraphqlFault> faults = state.faults;
        if (faults.isEmpty()) {
            return;
        }
        var lines = new StringBuilder(faults.getFirst().reason()).append('\n');
        faults.stream().skip(1).forEach(f -> lines.append(f.line()).append('\n'));
        throw BuiltinError.failed(GraphqlFault.worded(lines.toString(), faults.getFirst().at()));
    }

    private void walk() {
        for (Obj operation : Nodes.list(state.document, "Operations")) {
            walked = new HashSet<>();
            operation(operation);
        }
        for (Obj fragment : Nodes.list(state.document, "Fragments")) {
            walked = new HashSet<>();
            TypeDefinition type = state.condition(fragment);
            directives(fragment, "FRAGMENT_DEFINITION");
            selectionSet(type, fragment);
            fragments.definition(fragment, type);
        }
    }

    private void operation(Obj operation) {
        state.operation = operation;
        state.variables.clear();
        state.usedVariables.clear();
        List<Obj> variables = Nodes.list(operation, "VariableDefinitions");
        for (Obj variable : variables) {
            state.variables.putIfAbsent(Nodes.text(variable, "Variable"), variable);
            operations.variable(variable);
        }
        for (Obj variable : variables) {
            Obj value = Nodes.node(variable, "DefaultValue");
            if (value != null) {
                value(value, TypeRef.of(variable), false);
            }
            directives(variable, "VARIABLE_DEFINITION");
        }
        String kind = Nodes.text(operation, "Operation");
        directives(operation, (kind.isEmpty() ? "query" : kind).toUpperCase(Locale.ROOT));
        selectionSet(state.schema.root(kind), operation);
        operations.operation(operation);
        state.operation = null;
    }

    private void selectionSet(@Nullable TypeDefinition parent, Obj owner) {
        for (Obj selection : Nodes.list(owner, "SelectionSet")) {
            state.budget.step();
            if (Selections.isField(selection)) {
                field(parent, selection);
            } else if (Selections.isInlineFragment(selection)) {
                inlineFragment(parent, selection);
            } else {
                spread(parent, selection);
            }
        }
    }

    private void field(@Nullable TypeDefinition parent, Obj field) {
        Obj definition = Selections.definition(parent, field);
        arguments(field, definition);
        directives(field, "FIELD");
        TypeDefinition type =
                definition == null ? null : state.schema.type(TypeRef.of(definition).name());
        selectionSet(type, field);
        fields.field(parent, field, definition);
    }

    private void inlineFragment(@Nullable TypeDefinition parent, Obj fragment) {
        boolean conditional = !Nodes.text(fragment, "TypeCondition").isEmpty();
        TypeDefinition type = conditional ? state.condition(fragment) : parent;
        directives(fragment, "INLINE_FRAGMENT");
        selectionSet(type, fragment);
        fragments.inline(parent, fragment);
    }

    private void spread(@Nullable TypeDefinition parent, Obj spread) {
        Obj fragment = state.fragment(spread);
        directives(spread, "FRAGMENT_SPREAD");
        if (fragment != null && walked.add(Nodes.text(fragment, "Name"))) {
            directives(fragment, "FRAGMENT_DEFINITION");
            selectionSet(state.condition(fragment), fragment);
        }
        fragments.spread(parent, spread, fragment);
    }

    private void directives(Obj owner, String location) {
        List<Obj> uses = Nodes.list(owner, "Directives");
        for (Obj use : uses) {
            Obj definition = state.schema.directives.get(Nodes.text(use, "Name"));
            arguments(use, definition);
            directives.directive(use, definition, location);
        }
        directives.list(uses);
    }

    private void arguments(Obj owner, @Nullable Obj definition) {
        List<Obj> known = definition == null ? List.of() : Nodes.list(definition, "Arguments");
        for (Obj argument : Nodes.list(owner, "Arguments")) {
            Obj value = Nodes.node(argument, "Value");
            Obj wanted = Nodes.named(known, Nodes.text(argument, "Name"));
            if (value != null) {
                value(value, wanted == null ? null : TypeRef.of(wanted), hasDefault(wanted));
            }
        }
    }

    private static boolean hasDefault(@Nullable Obj definition) {
        Obj value = definition == null ? null : Nodes.node(definition, "DefaultValue");
        return value != null && ValueKind.of(value) != ValueKind.NULL;
    }

    /** Members before what they are in. */
    private void value(Obj value, @Nullable TypeRef wanted, boolean hasDefault) {
        state.budget.step();
        TypeDefinition type = wanted == null ? null : state.schema.type(wanted.name());
        switch (ValueKind.of(value)) {
            case VARIABLE -> {
                if (state.operation != null) {
                    state.usedVariables.add(Nodes.text(value, "Raw"));
                }
            }
            case OBJECT -> {
                for (Obj child : Nodes.list(value, "Children")) {
                    Obj field =
                            type == null
                                    ? null
                                    : Nodes.named(type.fields, Nodes.text(child, "Name"));
                    child(child, field == null ? null : TypeRef.of(field), hasDefault(field));
                }
            }
            case LIST -> {
                TypeRef element = wanted == null ? null : wanted.element();
                for (Obj child : Nodes.list(value, "Children")) {
                    child(child, element, false);
                }
            }
            default -> {}
        }
        values.value(value, wanted, type, hasDefault);
    }

    private void child(Obj child, @Nullable TypeRef wanted, boolean hasDefault) {
        Obj value = Nodes.node(child, "Value");
        if (value != null) {
            value(value, wanted, hasDefault);
        }
    }
}

package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules of fields. gqlparser's suggestions of other names are left out. */
final class FieldRules {
    private static final int MOST_LISTS = 3;
    private static final Str NAME = Str.of("Name");
    private static final Set<String> LISTS =
            Set.of("fields", "interfaces", "possibleTypes", "inputFields");

    private final QueryState state;
    private final Overlaps overlaps;

    FieldRules(QueryState state, Overlaps overlaps) {
        this.state = state;
        this.overlaps = overlaps;
    }

    void field(@Nullable TypeDefinition parent, Obj field, @Nullable Obj definition) {
        String name = Nodes.text(field, "Name");
        if (parent != null && definition == null) {
            state.report(
                    "Cannot query field \"" + name + "\" on type \"" + parent.name + "\".", field);
        }
        List<Obj> given = Nodes.list(field, "Arguments");
        List<Obj> known = definition == null ? List.of() : Nodes.list(definition, "Arguments");
        if (parent != null && definition != null) {
            unknownArguments(given, known, field, parent.name + "." + name);
        }
        boolean introspection = name.equals("__schema") || name.equals("__type");
        if (introspection && tooDeep(field, 0, new HashSet<>())) {
            state.report("Maximum introspection depth exceeded", field);
        }
        TypeDefinition type =
                definition == null ? null : state.schema.type(TypeRef.of(definition).name());
        if (state.operation != null) {
            overlaps.check(type, field);
        }
        missingArguments(given, known, field, name);
        if (type != null && definition != null) {
            leaf(type, field, name, TypeRef.of(definition));
        }
        Arguments.once(state, given);
    }

    private void unknownArguments(List<Obj> given, List<Obj> known, Obj field, String where) {
        for (Obj argument : given) {
            String name = Nodes.text(argument, "Name");
            if (Nodes.named(known, name) == null) {
                state.report(
                        "Unknown argument \"" + name + "\" on field \"" + where + "\".", field);
            }
        }
    }

    private void missingArguments(List<Obj> given, List<Obj> known, Obj field, String name) {
        for (Obj argument : Arguments.missing(given, known)) {
            state.report(
                    "Field \""
                            + name
                            + "\" argument \""
                            + Nodes.text(argument, "Name")
                            + "\" of type \""
                            + TypeRef.of(argument)
                            + "\" is required, but it was not provided.",
                    field);
        }
    }

    private void leaf(TypeDefinition type, Obj field, String name, TypeRef reference) {
        boolean selects = !Nodes.list(field, "SelectionSet").isEmpty();
        if (type.isLeaf() && selects) {
            state.report(
                    "Field \""
                            + name
                            + "\" must not have a selection since type \""
                            + type.name
                            + "\" has no subfields.",
                    field);
        }
        if (!type.isLeaf() && !selects) {
            state.report(
                    "Field \""
                            + name
                            + "\" of type \""
                            + reference
                            + "\" must have a selection of subfields. Did you mean \""
                            + name
                            + " { ... }\"?",
                    field);
        }
    }

    private boolean tooDeep(Obj selection, int lists, Set<String> inFragments) {
        state.budget.step();
        int depth = lists + (LISTS.contains(Nodes.text(selection, "Name")) ? 1 : 0);
        if (depth >= MOST_LISTS) {
            return true;
        }
        for (Obj inner : Nodes.list(selection, "SelectionSet")) {
            if (Selections.isField(inner) || Selections.isInlineFragment(inner)) {
                if (tooDeep(inner, depth, inFragments)) {
                    return true;
                }
                continue;
            }
            Obj fragment = state.fragment(inner);
            String name = Nodes.text(inner, "Name");
            if (fragment != null && inFragments.add(name)) {
                boolean deep = tooDeep(fragment.without(NAME), depth, inFragments);
                inFragments.remove(name);
                if (deep) {
                    return true;
                }
            }
        }
        return false;
    }
}

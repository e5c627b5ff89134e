package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Obj;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fields that the answer would have under one name must be the same field.
 *
 * @see <a href="https://spec.graphql.org/October2021/#sec-Field-Selection-Merging">Field selection merging</a>
 */
final class Overlaps {
    private final QueryState state;
    private Set<Pair> compared = new HashSet<>();

    Overlaps(QueryState state) {
        this.state = state;
    }

    private record Field(@Nullable TypeDefinition parent, Obj node, @Nullable Obj definition) {}

    /** Two fields by identity. */
    private record Pair(int first, int second, boolean exclusive) {}

    /** The selections of one owner, fragments included. */
    void check(@Nullable TypeDefinition parent, Obj owner) {
        compared = new HashSet<>();
        Map<String, List<Field>> fields = new LinkedHashMap<>();
        collect(parent, owner, fields, new HashSet<>());
        for (Map.Entry<String, List<Field>> same : fields.entrySet()) {
            List<Field> all = same.getValue();
            for (int i = 0; i < all.size(); i++) {
                for (int j = i + 1; j < all.size(); j++) {
                    String why = conflict(all.get(i), all.get(j), false);
                    if (!why.isEmpty()) {
                        state.report(
                                "Fields \""
                                        + same.getKey()
                                        + "\" conflict because "
                                        + why
                                        + ". Use different aliases on the fields to fetch both if"
                                        + " this was intentional.",
                                all.get(j).node());
                    }
                }
            }
        }
    }

    private void collect(
            @Nullable TypeDefinition parent,
            Obj owner,
            Map<String, List<Field>> into,
            Set<String> visited) {
        for (Obj selection : Nodes.list(owner, "SelectionSet")) {
            state.budget.step();
            if (Selections.isField(selection)) {
                into.computeIfAbsent(Selections.responseName(selection), _ -> new ArrayList<>())
                        .add(
                                new Field(
                                        parent,
                                        selection,
                                        Selections.definition(parent, selection)));
            } else if (Selections.isInlineFragment(selection)) {
                boolean conditional = !Nodes.text(selection, "TypeCondition").isEmpty();
                collect(
                        conditional ? state.condition(selection) : parent,
                        selection,
                        into,
                        visited);
            } else {
                Obj fragment = state.fragment(selection);
                if (fragment != null && visited.add(Nodes.text(fragment, "Name"))) {
                    collect(state.condition(fragment), fragment, into, visited);
                }
            }
        }
    }

    /** Why two fields cannot be one; empty when they can. */
    private String conflict(Field a, Field b, boolean parentsExclusive) {
        state.budget.step();
        if (a.parent() == null || b.parent() == null || a.node() == b.node()) {
            return "";
        }
        boolean exclusive = parentsExclusive || exclusive(a, b);
        var pair =
                new Pair(
                        System.identityHashCode(a.node()),
                        System.identityHashCode(b.node()),
                        exclusive);
        if (!compared.add(pair)) {
            return "";
        }
        if (!exclusive) {
            String nameA = Nodes.text(a.node(), "Name");
            String nameB = Nodes.text(b.node(), "Name");
            if (!nameA.equals(nameB)) {
                return '"' + nameA + "\" and \"" + nameB + "\" are different fields";
            }
            if (!sameArguments(a.node(), b.node())) {
                return "they have differing arguments";
            }
        }
        if (a.definition() != null && b.definition() != null) {
            TypeRef typeA = TypeRef.of(a.definition());
            TypeRef typeB = TypeRef.of(b.definition());
            if (conflicting(typeA, typeB)) {
                return "they return conflicting types \"" + typeA + "\" and \"" + typeB + "\"";
            }
        }
        return below(a, b, exclusive);
    }

    private static boolean exclusive(Field a, Field b) {
        TypeDefinition parentA = a.parent();
        TypeDefinition parentB = b.parent();
        return parentA != null
                && parentB != null
                && !parentA.name.equals(parentB.name)
                && parentA.is("OBJECT")
                && parentB.is("OBJECT")
                && a.definition() != null
                && b.definition() != null;
    }

    private String below(Field a, Field b, boolean exclusive) {
        Map<String, List<Field>> fieldsA = new LinkedHashMap<>();
        Map<String, List<Field>> fieldsB = new LinkedHashMap<>();
        collect(type(a), a.node(), fieldsA, new HashSet<>());
        collect(type(b), b.node(), fieldsB, new HashSet<>());
        List<String> found = new ArrayList<>();
        fieldsA.forEach((name, all) -> {
            for (Field x : all) {
                for (Field y : fieldsB.getOrDefault(name, List.of())) {
                    String why = conflict(x, y, exclusive);
                    if (!why.isEmpty()) {
                        found.add("subfields \"" + name + "\" conflict because " + why);
                    }
                }
            }
        });
        return String.join(" and ", found);
    }

    private @Nullable TypeDefinition type(Field field) {
        Obj definition = field.definition();
        return definition == null ? null : state.schema.type(TypeRef.of(definition).name());
    }

    private static boolean sameArguments(Obj a, Obj b) {
        List<Obj> first = Nodes.list(a, "Arguments");
        List<Obj> second = Nodes.list(b, "Arguments");
        if (first.size() != second.size()) {
            return false;
        }
        for (Obj argument : first) {
            Obj other = Nodes.named(second, Nodes.text(argument, "Name"));
            Obj value = Nodes.node(argument, "Value");
            Obj otherValue = other == null ? null : Nodes.node(other, "Value");
            if (value == null || otherValue == null || !sameValue(value, otherValue)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameValue(Obj a, Obj b) {
        List<Obj> first = children(a);
        List<Obj> second = children(b);
        if (ValueKind.of(a) != ValueKind.of(b)
                || !Nodes.text(a, "Raw").equals(Nodes.text(b, "Raw"))
                || first.size() != second.size()) {
            return false;
        }
        for (int i = 0; i < first.size(); i++) {
            Obj value = Nodes.node(first.get(i), "Value");
            Obj other = Nodes.node(second.get(i), "Value");
            if (!Nodes.text(first.get(i), "Name").equals(Nodes.text(second.get(i), "Name"))
                    || value == null
                    || other == null
                    || !sameValue(value, other)) {
                return false;
            }
        }
        return true;
    }

    /** What a value holds; an object's members by name. */
    private static List<Obj> children(Obj value) {
        List<Obj> children = Nodes.list(value, "Children");
        if (ValueKind.of(value) == ValueKind.OBJECT) {
            children.sort(Comparator.comparing((Obj child) -> Nodes.text(child, "Name")));
        }
        return children;
    }

    private boolean conflicting(TypeRef a, TypeRef b) {
        TypeRef elementA = a.element();
        TypeRef elementB = b.element();
        if (elementA != null && elementB != null) {
            return conflicting(elementA, elementB);
        }
        if (elementA != null || elementB != null || a.required() != b.required()) {
            return true;
        }
        TypeDefinition typeA = state.schema.type(a.named());
        TypeDefinition typeB = state.schema.type(b.named());
        return typeA != null
                && typeB != null
                && typeA.isLeaf()
                && typeB.isLeaf()
                && !typeA.name.equals(typeB.name);
    }
}

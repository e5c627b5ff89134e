package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.Set;

/**
 * Queries that a policy hands back as trees. OPA's reading of them takes every selection for a field, spreads and inline fragments
 * too; so do we.
 */
final class HandedBack {
    private static final Str ALIAS = Str.of("Alias");

    private static final Set<String> QUERY =
            Set.of("Operations", "Fragments", "Position", "Comment");
    private static final Set<String> SCHEMA =
            Set.of(
                    "Schema",
                    "SchemaExtension",
                    "Directives",
                    "Definitions",
                    "Extensions",
                    "Position",
                    "Comment");

    private HandedBack() {}

    static Obj query(Obj tree) {
        return eachOf(eachOf(only(tree, QUERY), "Operations"), "Fragments");
    }

    static Obj schema(Obj tree) {
        return only(tree, SCHEMA);
    }

    /** Without fields that no such tree has: they do not come back. */
    private static Obj only(Obj tree, Set<String> known) {
        Obj.Builder kept = Obj.builder();
        tree.forEach((key, value) -> {
            if (key instanceof Str name && known.contains(name.text())) {
                kept.put(key, value);
            }
        });
        return kept.build();
    }

    private static Obj eachOf(Obj tree, String list) {
        if (!(tree.get(list) instanceof Array items)) {
            return tree;
        }
        return tree.with(
                list,
                Array.ofList(
                        items.asList().stream()
                                .map(item -> item instanceof Obj o ? selections(o) : item)
                                .toList()));
    }

    private static Obj selections(Obj node) {
        return node.get("SelectionSet") instanceof Array items
                ? node.with(
                        "SelectionSet",
                        Array.ofList(items.asList().stream().map(HandedBack::asField).toList()))
                : node;
    }

    private static Value asField(Value selection) {
        if (!(selection instanceof Obj node)) {
            return selection;
        }
        Obj field = node.containsKey(ALIAS) ? node : node.with(ALIAS, Str.EMPTY);
        return selections(field.without(Str.of("TypeCondition")));
    }
}
